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

steps-title = Daten mitbringen
steps-lead = Jeder Schritt hakt sich selbst ab, sobald die Daten da sind. Dateien können Sie beliebig oft einlesen: Was sich nicht geändert hat, bleibt, wie es ist.
steps-all-done = Alles ist erledigt
steps-left = { $count ->
    [one] Noch { $count } Schritt
   *[other] Noch { $count } Schritte
}
steps-steps = Schritte zur ersten Bestellung
steps-done = Erledigt
steps-open = Offen
steps-import = Datei einlesen
steps-sample = Beispieldatei
steps-factor = Zweiter Faktor
steps-factor-help = Ihr eigener: eine App oder ein Passkey. Die Seiten des Portals öffnen sich nur damit.
steps-store = Shop
steps-store-help = Er entsteht auf der Seite hinter dem Link auf dem Terminal des Programms, oder durch behalf init.
steps-categories = Kategorien
steps-categories-help = Die Gruppen, in denen Kunden stöbern.
steps-products = Produkte
steps-products-help = Artikelnummer, Name, Kategorie, Einheit, Packung.
steps-prices = Preise
steps-prices-help = Mindestens eine Preisliste für alle Kunden des Shops.
steps-stock = Bestand
steps-stock-help = Was von jedem Artikel verfügbar ist.
steps-companies = Firmen
steps-companies-help = Ihre Kunden, mit Adresse und Konditionen.
steps-contacts = Kontakte
steps-contacts-help = Die Menschen in diesen Firmen.
steps-invited = Erster eingeladener Kunde
steps-invited-help = Jemand, der ein Konto hat und das Passwort über eine E-Mail wählt.
steps-ordered = Erste Bestellung
steps-ordered-help = Vom Kunden, oder vom Support in seinem Auftrag: Öffnen Sie einen Kontakt und melden Sie sich in seinem Auftrag an.

## Ein Shop ohne Produkte

bare-title = { $store } öffnet bald
bare-title-none = Dieser Shop öffnet bald
bare-help = Hier gibt es noch keine Produkte. Bitte kommen Sie später wieder.
bare-staff = Für Mitarbeitende: Dieser Shop hat keine Produkte, die gezeigt werden können. Lesen Sie Kategorien, Produkte und Preise ein.
bare-staff-store = Für Mitarbeitende: Diese Installation hat noch keinen Shop. Er entsteht auf der Seite hinter dem Link auf dem Terminal des Programms.
bare-to-portal = Portal öffnen
