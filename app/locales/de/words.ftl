# Wie Codes heißen: Zustände, Rollen, Angaben und was getan wurde.

## Konten

account-status-active = Aktiv
account-status-locked = Gesperrt
account-status-invited = Eingeladen
account-status-unverified = Nicht bestätigt
account-status-disabled = Deaktiviert

## Bestellungen

order-status-awaiting-approval = Wartet auf Freigabe
order-status-rejected = Abgelehnt
order-status-withdrawn = Zurückgezogen
order-status-placed = Aufgegeben
order-status-confirmed = Bestätigt
order-status-shipped = Versandt
order-status-delivered = Geliefert
order-status-cancelled = Storniert
shipping-standard = Standard
shipping-standard-help = 2 bis 3 Werktage
shipping-express = Express
shipping-express-help = Am nächsten Werktag bei Bestellung vor 15:00 Uhr
shipping-collect = Abholung
shipping-collect-help = In zwei Stunden am Schalter bereit
po-number = Bestellnr. { $number }

## Rollen

role-customer = Kunde
role-system = System
staff-role-admin = Administration
staff-role-supervisor = Teamleitung
staff-role-agent = Support
staff-role-junior = Support in Einarbeitung
staff-role-sales = Vertrieb
staff-role-auditor = Revision
staff-role-finance = Finanzen
company-role-admin = Administration
company-role-admin-help = Bestellt, gibt frei und legt die Regeln der Firma fest
company-role-approver = Freigabe
company-role-approver-help = Bestellt und gibt frei
company-role-buyer = Einkauf
company-role-buyer-help = Bestellt
company-role-viewer = Ansicht
company-role-viewer-help = Sieht Warenkörbe und Bestellungen, ändert nichts

## Was eine Rolle darf

may-view-contacts = Kontakte sehen
may-view-contacts-help = Kontakte und Firmen finden und lesen
may-view-orders = Bestellungen sehen
may-view-orders-help = Bestellungen finden und lesen
may-send-reset = Passwort-Links senden
may-send-reset-help = Einem Kunden einen Link für ein neues Passwort senden lassen, ohne ihn zu sehen
may-invite-customers = Kunden einladen
may-invite-customers-help = Einem Kunden einen Link zur Wahl des ersten Passworts senden lassen, ohne ihn zu sehen
may-view-sessions = Alle Sitzungen sehen
may-view-sessions-help = Sitzungen aller im Auftrag von Kunden, nicht nur die eigenen
may-end-sessions = Sitzungen beenden
may-end-sessions-help = Die Sitzung einer anderen Person im Auftrag beenden
may-override-consent = Zustimmung übergehen
may-override-consent-help = Zweite Person einer Sitzung gegen die Zustimmung des Kunden sein
may-release-limit = Limits freigeben
may-release-limit-help = Jemandem eine Bestellung über dem eigenen Limit erlauben
may-view-staff = Mitarbeitende sehen
may-view-staff-help = Die Liste der Mitarbeitenden und ihre Seiten
may-manage-staff = Mitarbeitende verwalten
may-manage-staff-help = Personen einladen und deaktivieren, Rollen und ihre Rechte ändern
may-view-audit = Protokoll lesen
may-view-audit-help = Protokoll durchsuchen und exportieren; nicht zusammen mit der Verwaltung von Mitarbeitenden
may-import-data = Daten aus Dateien übernehmen
may-import-data-help = Produkte, Preise, Bestand, Firmen, Kontakte und Bestellungen importieren
may-manage-media = Bilder und Dokumente verwalten
may-manage-media-help = Bilder und Dokumente von Artikeln hinzufügen, ändern und entfernen
may-name-company-admin = Verwaltung von Firmen benennen
may-name-company-admin-help = Bestimmen, wer eine Firma verwaltet, die niemanden dafür hat
may-login-on-behalf = Im Auftrag anmelden
may-login-on-behalf-help = Für Kunden handeln
behalf-mode-none = Nein
behalf-mode-view = Nur ansehen
behalf-mode-full = Ansehen und ändern
session-mode-view = Nur ansehen
session-mode-full = Voll
reach-all = Alle
reach-assigned = Nur zugeordnete
max-discount-any = Sie dürfen jeden Rabatt geben.
max-discount-limit = Allein dürfen Sie bis zu { $limit } geben. Darüber muss eine zweite Person die Bestellung freigeben.

## Dinge im Protokoll

thing-account = Konto
thing-account-invite = Einladung
thing-audit-preset = Filter
thing-behalf = Sitzung im Auftrag
thing-cart = Warenkorb
thing-contact = Kontakt
thing-factor = Zweiter Faktor
thing-order = Bestellung
thing-organization = Firma
thing-session = Anmeldung
thing-staff = Mitarbeitende
thing-staff-invite = Einladung
thing-staff-role = Rolle
thing-store = Store
thing-view = Gespeicherte Ansicht
changed-quantity = Menge
changed-note = Notiz
changed-status = Status
changed-po-number = Bestellnummer des Kunden
changed-shipping = Lieferung
changed-in-line = { $field }, Position { $line }

## Warum eine Sitzung im Auftrag endete

leaves-cart = Der Warenkorb wurde in dieser Sitzung geändert und seitdem nichts bestellt. Er bleibt, wie er ist.
ended-stop = Sie haben die Sitzung beendet.
ended-idle-itself = Sie endete, weil sie eine Weile nicht benutzt wurde.
ended-expired = Die zu Beginn gewählte Zeit ist abgelaufen.
ended-superseded = Sie geht als neue Sitzung mit mehr Zeit weiter.
ended-signed-out = Sie endete, als Sie sich vom Portal abmeldeten.
ended-portal-idle = Sie haben das Portal zu lange nicht benutzt. Ihre Anmeldung dort endete, und mit ihr diese Sitzung.
ended-portal-expired = Ihre Anmeldung am Portal ist abgelaufen, und mit ihr diese Sitzung.
ended-agent-disabled = Ihr Zugang wurde deaktiviert.
ended-permission-lost = Ihre Rolle enthält diese Berechtigung nicht mehr.
ended-subject-disabled = Das Konto des Kunden wurde gesperrt oder deaktiviert.
ended-company-closed = Die Firma des Kunden wurde geschlossen.
ended-consent-withdrawn = Der Kunde hat die Zustimmung zurückgezogen.
ended-customer = Der Kunde hat sie beendet.
ended-supervisor = Die Teamleitung hat sie beendet.
ended-off = Das Anmelden im Auftrag wurde abgeschaltet.
ended-over = Sie ist beendet.
cause-stop = Vom Support beendet
cause-idle = Nicht benutzt
cause-expired = Zeit abgelaufen
cause-superseded = Mit mehr Zeit fortgesetzt
cause-off = Abgeschaltet
cause-signed-out = Vom Portal abgemeldet
cause-portal-idle = Anmeldung am Portal nicht benutzt
cause-portal-expired = Anmeldung am Portal abgelaufen
cause-agent-disabled = Zugang deaktiviert
cause-permission-lost = Berechtigung entzogen
cause-subject-disabled = Konto gesperrt
cause-company-closed = Firma geschlossen
cause-consent-withdrawn = Zustimmung zurückgezogen
cause-customer = Vom Kunden beendet
cause-supervisor = Von der Teamleitung beendet
cause-other = Beendet
own-cause-customer = Sie haben sie beendet
own-cause-consent-withdrawn = Sie haben Ihre Zustimmung zurückgezogen
own-cause-stop = Der Support war fertig
own-cause-idle = Der Support hat eine Weile nichts getan
unopened-refused = Sie haben abgelehnt
unopened-cancelled = Der Support fragt nicht mehr
unopened-late = Nicht rechtzeitig beantwortet

## Zustimmung

consent-allowed = Erlaubt
consent-ask = Jedes Mal fragen
consent-never = Nie
consent-allowed-help = Der Support darf herein, wenn Sie Hilfe brauchen. Sie sehen hier jede Sitzung.
consent-ask-help = Jede Sitzung wartet, bis Sie sie am Bildschirm erlauben oder einen Code vorlesen.
consent-never-help = Niemand kommt herein. Im Notfall können es zwei Personen im Support gemeinsam, und Sie werden sofort informiert.
consent-ask-first = Der Kunde wird zuerst gefragt: Er erlaubt es am Bildschirm oder liest einen Code vor.
consent-second-person = Der Kunde erlaubt keinen Supportzugriff. Eine zweite Person ist nötig, um das zu übergehen.
consent-word-allowed = erlaubt
consent-word-ask = jedes Mal fragen
consent-word-never = nie
consent-both = Angabe des Kunden: { $customer }. Angabe der Firma: { $company }. Die strengere gilt: { $counts }.
basis-allowed = Supportzugriff ist erlaubt
basis-asked = Gefragt, nicht beantwortet
basis-approved = Vom Kunden am Bildschirm erlaubt
basis-code = Mit einem Code, den der Kunde vorgelesen hat
basis-override = Keine: zu zweit übergangen
basis-refused = Abgelehnt
own-basis-approved = Sie haben es am Bildschirm erlaubt
own-basis-code = Sie haben einen Code vorgelesen
own-basis-override = Keine: zwei Personen im Support haben sie übergangen
own-basis-allowed = Der Support ist in Ihrem Konto erlaubt

## Freigabe in einer Firma

approval-waiting = Wartet
approval-approved = Freigegeben
approval-rejected = Abgelehnt
approval-withdrawn = Zurückgezogen
approvers-none = Administration der Firma
approvers-two = { $first } oder { $second }
approvers-three = { $first }, { $second } oder { $third }
approvers-more = { $first }, { $second } oder { $count } weitere
approval-above = Über { $amount }
approval-not-needed = Nicht nötig
approval-beforehand = Über { $amount } braucht eine Bestellung zuerst eine Freigabe. Zuständig: { $whom }. Die Preise bleiben so lange gültig.

## Personen

person-with-role = { $name } ({ $role })
person-you = Sie

## Browser

browser-unknown = Unbekannter Browser
browser-unknown-on = Unbekannter Browser auf { $system }
browser-on = { $browser } auf { $system }

## Zeiten

ago-now = gerade eben
ago-minutes = vor { $count } Min.
ago-hours =
    { $count ->
        [one] vor { $count } Stunde
       *[other] vor { $count } Stunden
    }
ago-days =
    { $count ->
        [one] vor { $count } Tag
       *[other] vor { $count } Tagen
    }
span-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
span-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
span-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }

## Ein Cookie, das nicht behalten wurde

cookie-title = Ihr Browser hat das Cookie der Sitzung nicht behalten
cookie-sign-in = Ihre Eingaben waren richtig. Aber der Browser hat das Cookie nicht zurückgesendet, das sagt, wer Sie sind. Deshalb sind Sie nicht angemeldet.
cookie-step = Der Browser hat das Cookie für den nächsten Schritt nicht zurückgesendet. Deshalb sind Sie nicht angemeldet.
cookie-behalf = Ihre Eingaben waren richtig. Aber der Browser hat das Cookie dieser Sitzung nicht zurückgesendet, deshalb lässt sie sich hier nicht zeigen. Sie endet von selbst.
cookie-http-secure = Diese Adresse beginnt mit http://. Manche Browser, darunter Safari, behalten das Cookie nur, wenn die Adresse mit https:// beginnt. Verwenden Sie diese:
cookie-http-local = Diese Adresse beginnt mit http://. Manche Browser, darunter Safari, behalten das Cookie nur, wenn die Adresse mit https:// beginnt. Starten Sie das Programm mit --tls self-signed, oder verwenden Sie einen anderen Browser.
cookie-http = Diese Adresse beginnt mit http://. Browser behalten das Cookie nur, wenn die Adresse mit https:// beginnt. Fragen Sie die Betreiber dieser Website nach dieser Adresse.
cookie-self-made = Das Programm hat das Zertifikat dieser Adresse selbst erstellt, deshalb warnt Ihr Browser einmal. Auf dem eigenen Rechner können Sie fortfahren.
cookie-blocked = Vielleicht sind Cookies auch blockiert: Erlauben Sie sie für diese Website in den Einstellungen Ihres Browsers, und versuchen Sie es noch einmal.

## Erledigt

done-added = In den Warenkorb gelegt.
done-changed = Die Position wurde geändert.
done-consent = Ihre Wahl wurde gespeichert.
done-consent-ended = Ihre Wahl wurde gespeichert, und der Support ist nicht mehr in Ihrem Konto.
done-company-approval = Die Regel wurde gespeichert.
done-company-consent-ended = Die Wahl wurde gespeichert, und der Support ist nicht mehr in Ihren Konten.
done-company-role = Die Rolle wurde geändert. Sie gilt ab dem nächsten Klick der Person.
done-account-joined = Ihr Passwort ist gesetzt. Melden Sie sich damit an.
done-customer-invited = Die Einladung ist auf dem Weg zum Kunden. Ihr Link gilt einmal, sieben Tage lang.
done-customer-invite-revoked = Die Einladung wurde zurückgezogen. Ihr Link gilt nicht mehr.
done-customers-invited = Die Einladungen sind unterwegs. Jeder Link gilt einmal, sieben Tage lang.
done-customers-invited-none = Es war niemand mehr einzuladen. Es wurde nichts gesendet.
done-company-admin-named = Die Firma hat jetzt eine Administration.
done-ended = Die Sitzung wurde beendet.
done-support-ended = Die Sitzung wurde beendet. Der Support ist nicht mehr in Ihrem Konto.
done-factor-added = Der zweite Faktor wurde hinzugefügt.
done-factor-removed = Der zweite Faktor wurde entfernt.
done-filter-saved = Der Filter wurde gespeichert.
done-filter-removed = Der Filter wurde entfernt.
done-removed = Die Position wurde entfernt.
done-restored = Die Position ist wieder im Warenkorb.
done-signed-out = Sie sind abgemeldet.
done-order-approved = Die Bestellung ist aufgegeben. Wer bestellt hat, wird informiert.
done-order-rejected = Die Bestellung wurde abgelehnt. Wer bestellt hat, wird informiert.
done-order-withdrawn = Die Bestellung wurde zurückgezogen.
done-password = Ihr Passwort wurde geändert.
done-sessions-ended = Dort abgemeldet.
done-password-reset = Ihr Passwort ist gesetzt, und Sie sind überall abgemeldet. Melden Sie sich damit an.
done-reset-asked = Falls es ein Konto mit dieser E-Mail gibt, ist ein Link unterwegs. Er gilt einmal, 15 Minuten lang.
done-reset-sent = Der Link ist auf dem Weg zum Kunden. Er gilt einmal, 15 Minuten lang.
done-started = Die Sitzung hat begonnen. Was Sie jetzt tun, geschieht für den Kunden und wird protokolliert.
done-set-up = Die Installation ist eingerichtet. Melden Sie sich mit E-Mail und Passwort an.
done-store = Der Store wurde gewechselt.
done-staff-disabled = Deaktiviert. Alle Sitzungen sind beendet.
done-staff-enabled = Wieder aktiviert.
done-media-added = Die Dateien wurden hinzugefügt.
done-media-saved = Gespeichert.
done-media-removed = Die Datei wurde vom Artikel entfernt.
done-staff-invited = Die Einladung ist unterwegs.
done-staff-joined = Ihr Passwort ist gesetzt. Melden Sie sich damit an.
done-staff-revoked = Die Einladung wurde zurückgezogen.
done-staff-role = Die Rolle wurde geändert.
done-staff-role-saved = Die Rolle wurde gespeichert.
done-staff-scope = Firmen und Stores wurden gespeichert.
done-staff-signed-out = Überall abgemeldet.
done-too-late = Das hat länger als fünf Minuten gedauert. Beginnen Sie von vorn.
done-verified = Das Protokoll wurde geprüft. Das Ergebnis steht neben dem Titel.
done-verifying = Das Protokoll wird geprüft. Das Ergebnis erscheint neben dem Titel.

country = { $code ->
    [GB] Vereinigtes Königreich
    [IE] Irland
    [DE] Deutschland
    [FR] Frankreich
    [BE] Belgien
    [NL] Niederlande
    [ES] Spanien
    [IT] Italien
    [PT] Portugal
    [PL] Polen
    [AT] Österreich
    [CH] Schweiz
    [GR] Griechenland
    [SE] Schweden
    [DK] Dänemark
    [CZ] Tschechien
    [UA] Ukraine
    [NO] Norwegen
    [FI] Finnland
    [LU] Luxemburg
    [BG] Bulgarien
    [CY] Zypern
    [EE] Estland
    [HR] Kroatien
    [HU] Ungarn
    [IS] Island
    [LI] Liechtenstein
    [LT] Litauen
    [LV] Lettland
    [MT] Malta
    [RO] Rumänien
    [SI] Slowenien
    [SK] Slowakei
    [AU] Australien
    [CA] Kanada
    [NZ] Neuseeland
    [US] Vereinigte Staaten
   *[other] { $code }
}
