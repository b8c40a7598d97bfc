# Wörter des Kontos: Anmeldung, Passwörter, Anmeldungen, Supportzugriff.

## Anmeldung

sign-in-title = Anmelden
sign-in-lead = { $store }: Preise, Warenkorb und Bestellungen Ihrer Firma.
sign-in-without = Ohne Anmeldung fortfahren
sign-in-demo = Demo-Zugänge
kept-again = Neu anmelden
kept-portal = Zum Portal
kept-open = Adresse mit https öffnen
kept-hint = Falls Sie das gerade getan haben, hat Ihr Browser das Cookie der Sitzung nicht behalten.

## Passwort vergessen

reset-title = Passwort vergessen?
reset-lead = Geben Sie die E-Mail-Adresse ein, mit der Sie sich anmelden. Dorthin schicken wir einen Link für ein neues Passwort.
reset-email = E-Mail
reset-work-email = Geschäftliche E-Mail
reset-send = Link senden
reset-back = Zurück zur Anmeldung
reset-choose = Neues Passwort wählen
reset-choose-lead = Sie melden sich als { $email } an. Ein neues Passwort meldet Sie überall ab.
reset-set = Passwort setzen
reset-over = Dieser Link gilt nicht mehr
reset-over-help = Er wurde benutzt, ein neuerer hat ihn ersetzt, oder er ist älter als fünfzehn Minuten. Fordern Sie einen neuen an.
reset-ask-again = Neuen Link anfordern

## Passwort

password-title = Passwort
password-change = Passwort ändern
password-current = Jetziges Passwort
password-new = Neues Passwort
password-hint = Mindestens 15 Zeichen; gut sind mehrere Wörter, die nichts miteinander zu tun haben. Jedes Zeichen zählt, auch Leerzeichen.
password-others = In allen anderen Browsern abmelden
password-save = Passwort ändern

## Konto

account-title = Ihr Konto
account-overview = Übersicht
account-sign-ins = Anmeldungen
account-latest = Letzte Bestellungen
account-no-orders = Noch keine Bestellungen.
account-addresses = Lieferadressen
account-profile = Profil
account-name = Name
account-login = Anmeldename
account-role = Rolle
account-terms = Zahlungsziel
account-terms-days =
    { $days ->
        [one] { $days } Tag netto
       *[other] { $days } Tage netto
    }
account-sign-out = In diesem Browser abmelden
account-password-not-on-behalf = Das Passwort lässt sich nicht im Auftrag ändern. Der Kunde kann das unter „Passwort“ tun.
account-sessions-title = Wo Sie angemeldet sind
account-sessions-password = Ihr Passwort
account-sessions-support = Support in Ihrem Konto
account-sessions-support-help = Der Support arbeitet in Ihrem Konto oder bittet darum.
account-sessions-look = Ansehen und beenden
times-in-utc = Zeiten in UTC

## Supportzugriff

support-lead = Der Support braucht nie Ihr Passwort. Er meldet sich mit eigenen Daten an, und alles, was er für Sie tut, wird protokolliert.
support-sessions = Sitzungen
support-session = Supportsitzung
support-list = Supportsitzungen
support-never = Der Support war noch nie in Ihrem Konto
support-never-help = Wenn jemand vom Support in Ihrem Auftrag handelt, erscheint die Sitzung hier mit Zeit, Grund und allem, was getan wurde.
support-started-utc = Begonnen (UTC)
support-ended = Beendet
support-ended-utc = Beendet (UTC)
support-open = Jetzt offen
support-by = Von
support-reason = Grund
support-mode = Art
support-changes = Änderungen
support-forced = Ohne Ihre Zustimmung
support-consent = Ihre Zustimmung
support-question = Darf der Support in Ihrem Konto arbeiten?
support-save = Speichern
support-company-says = Ihre Firma sagt
support-customer-says = Der Kunde sagt
support-counts = Es gilt die strengere der beiden Angaben: { $consent }.
support-not-on-behalf = Das lässt sich nicht im Auftrag ändern. Der Kunde kann es unter „Supportzugriff“ tun, selbst angemeldet.
support-code = Code für den Support
support-code-help = Sie telefonieren mit dem Support und er bittet um einen Code? Damit kann er beginnen, ohne dass Sie hier klicken. Geben Sie ihn niemandem, der Sie angerufen hat.
support-code-show = Code für den Support anzeigen
support-code-another = Anderen Code anzeigen
support-code-read = Lesen Sie dem Support diesen Code vor:
support-code-until = Er gilt einmal, bis { $time } UTC, und wird nicht noch einmal gezeigt.
support-code-not-on-behalf = Ein Code lässt sich nicht im Auftrag erzeugen. Der Kunde kann sich unter „Supportzugriff“ einen anzeigen lassen, selbst angemeldet.
support-many-codes = Sie haben in der letzten Stunde viele Codes erzeugt. Warten Sie etwas, oder erlauben Sie die Sitzung am Bildschirm, wenn der Support darum bittet.

## Hinweis auf den Support

notice-label = Support
notice-asks-to-look = Der Support bittet darum, Ihr Konto ansehen zu dürfen
notice-asks-to-work = Der Support bittet darum, in Ihrem Konto arbeiten zu dürfen
notice-looking = Der Support sieht sich seit { $time } UTC Ihr Konto an
notice-working = Der Support arbeitet seit { $time } UTC in Ihrem Konto
notice-allow = Erlauben
notice-refuse = Ablehnen
notice-forced = Zwei Personen im Support haben entschieden, ohne Ihre Zustimmung hereinzukommen. Warum, steht in den Einzelheiten.
notice-details = Einzelheiten
notice-end = Diese Sitzung jetzt beenden
notice-end-title = Supportsitzung beenden?
notice-end-text = Der Support ist sofort draußen und kann nichts mehr ändern. Was getan wurde, bleibt.

## Eine Supportsitzung

visit-done = Was getan wurde
visit-facts = Sitzung
visit-ticket = Ticket
visit-consent = Zustimmung
visit-cause = Ursache
visit-ends-utc = Endet spätestens (UTC)
visit-forced = Der Support kam ohne Ihre Zustimmung herein. { $second } hat als zweite Person zugestimmt. Grund: { $why }
visit-not-on-behalf = Hier kann sie nur der Kunde beenden. Benutzen Sie „Sitzung beenden“ in der Leiste.
