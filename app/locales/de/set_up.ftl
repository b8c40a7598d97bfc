# Texte des ersten Tages: einrichten, Daten mitbringen, und ein Shop ohne Produkte.

## Einrichten

set-up-title = Richten Sie Ihren Shop ein
set-up-lead = Gespeichert wird erst, wenn alles auf dieser Seite stimmt. Der Link gilt einmal.
set-up-administrator = Erster Administrator
set-up-factor-follows = Nach der Anmeldung fügen Sie einen zweiten Faktor hinzu, zum Beispiel eine App auf dem Telefon.
set-up-acting = Wer im Auftrag von Kunden handeln darf
set-up-administrators = Administratoren
set-up-support = Support
set-up-acting-help = Sie können das später für jede Rolle unter Mitarbeitende, Rollen ändern.
set-up-store = Erster Shop
set-up-store-name = Name des Shops
set-up-code = Kürzel
set-up-code-help = Dateien und Einstellungen nennen den Shop so: Buchstaben von a bis z, Ziffern und Bindestriche.
set-up-tagline = Eine Zeile über ihn
set-up-address = Adresse
set-up-country = Land, aus dem er verkauft
set-up-currency = Währung
set-up-currency-help = Zahlen werden so geschrieben, wie es die Sprache des Lesers verlangt. Währungen ohne zwei Nachkommastellen werden nicht angeboten.
set-up-languages = Sprachen seiner Seiten
set-up-choose = Bitte wählen
set-up-tax = Steuersätze
set-up-tax-standard = Regelsatz
set-up-tax-reduced = Ermäßigter Satz
set-up-tax-help = In Deutschland und im Vereinigten Königreich dürfen beide leer bleiben: Die Sätze sind bekannt. Sonst geben Sie mindestens den Regelsatz an.
set-up-mail = E-Mail
set-up-mail-from = Absender der E-Mails
set-up-mail-help = Eine Adresse, oder Name und Adresse wie Kilnworth <shop@kilnworth.example>. Bleibt das Feld leer, gilt die Einstellung mail-from.
set-up-save = Einrichten
set-up-over = Dieser Link ist abgelaufen
set-up-over-help = Er wurde benutzt oder ersetzt, oder er ist älter als 15 Minuten. Starten Sie das Programm neu: Es zeigt auf seinem Terminal einen neuen Link, solange der Shop nicht eingerichtet ist.
set-up-waiting = Dieser Shop ist noch nicht eingerichtet
set-up-waiting-help = Der Link zum Einrichten steht im Terminal des Programms. Er gilt 15 Minuten; ein neuer Start des Programms macht einen neuen.

## Daten mitbringen

bring-title = Daten mitbringen
start-lead = Jeder Schritt hakt sich selbst ab, sobald die Daten da sind. Dateien können Sie beliebig oft einlesen: Was sich nicht geändert hat, bleibt, wie es ist.
start-all-done = Alles ist erledigt
start-left = { $count ->
    [one] Noch { $count } Schritt
   *[other] Noch { $count } Schritte
}
start-steps = Schritte zur ersten Bestellung
start-done = Erledigt
start-open = Offen
start-import = Datei einlesen
start-sample = Beispieldatei
start-factor = Zweiter Faktor
start-factor-help = Ihr eigener: eine App oder ein Passkey. Die Seiten des Portals öffnen sich nur damit.
start-store = Shop
start-store-help = Er entsteht auf der Seite hinter dem Link auf dem Terminal des Programms, oder durch behalf init.
start-categories = Kategorien
start-categories-help = Die Gruppen, in denen Kunden stöbern.
start-products = Produkte
start-products-help = Artikelnummer, Name, Kategorie, Einheit, Packung.
start-prices = Preise
start-prices-help = Mindestens eine Preisliste für alle Kunden des Shops.
start-stock = Bestand
start-stock-help = Was von jedem Artikel verfügbar ist.
start-companies = Firmen
start-companies-help = Ihre Kunden, mit Adresse und Konditionen.
start-contacts = Kontakte
start-contacts-help = Die Menschen in diesen Firmen.
start-invited = Erster eingeladener Kunde
start-invited-help = Jemand, der ein Konto hat und das Passwort über eine E-Mail wählt.
start-ordered = Erste Bestellung
start-ordered-help = Vom Kunden, oder vom Support in seinem Auftrag: Öffnen Sie einen Kontakt und melden Sie sich in seinem Auftrag an.

## Ein Shop ohne Produkte

bare-title = { $store } öffnet bald
bare-title-none = Dieser Shop öffnet bald
bare-help = Hier gibt es noch keine Produkte. Bitte kommen Sie später wieder.
bare-staff = Für Mitarbeitende: Dieser Shop hat keine Produkte, die gezeigt werden können. Lesen Sie Kategorien, Produkte und Preise ein.
bare-staff-store = Für Mitarbeitende: Diese Installation hat noch keinen Shop. Er entsteht auf der Seite hinter dem Link auf dem Terminal des Programms.
bare-to-portal = Portal öffnen
