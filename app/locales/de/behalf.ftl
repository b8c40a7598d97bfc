# Wörter für das Handeln im Auftrag: Leiste, Bestätigung, Warten, mehr Zeit, Ende.

## Leiste

on-behalf = Im Auftrag
view-only = Nur ansehen
bar-label = Im Auftrag handeln
bar-who = { $staff } ist angemeldet als { $customer }
bar-ticket = Ticket { $ticket }
bar-ticket-reason = Ticket { $ticket } · { $reason }
bar-left = Restzeit
ticket-reason = Ticket { $ticket } { $reason }

## Bestätigung

verify-title = Bestätigen Sie, dass Sie es sind
verify-lead = Sie handeln gleich im Auftrag von { $customer }.
verify-until = Bestätigen Sie bis { $time } UTC.
verify-customer = Kunde
verify-requested-by = Angefragt von
verify-email = Ihre geschäftliche E-Mail
verify-password = Ihr Passwort
verify-code = Code aus Ihrer Authenticator-App
verify-recovery-code = Wiederherstellungscode
verify-cancel = Abbrechen
verify-button = Bestätigen und weiter
verify-or = oder
verify-use-passkey = Passkey benutzen
verify-recorded = Melden Sie sich mit Ihren eigenen Daten an, nie mit denen des Kunden. Alles in dieser Sitzung wird protokolliert.
verify-not-allowed = Der Kunde erlaubt keinen Supportzugriff. Die Sitzung wurde nicht geöffnet, der Versuch wurde protokolliert.
verify-second-wrong = Die Sitzung wurde nicht geöffnet. Berichtigen Sie, was bei der zweiten Person markiert ist, und geben Sie Ihr eigenes Passwort noch einmal ein.
verify-incomplete = Die Sitzung wurde nicht geöffnet. Füllen Sie aus, was markiert ist.
verify-too-many = Zu viele Versuche. Warten Sie ein paar Sekunden, und versuchen Sie es dann noch einmal. Läuft die Anfrage inzwischen ab, beginnen Sie beim Kontakt von vorn.
verify-no-match = Anmeldename und Passwort passen nicht zusammen. Prüfen Sie beides, und versuchen Sie es noch einmal.
verify-no-match-code = Die Angaben passen nicht zusammen. Prüfen Sie alle, und versuchen Sie es noch einmal. Ein Code gilt nur einmal.
verify-passkey-lead = Sie handeln gleich im Auftrag von { $customer }, { $company }.
verify-passkey-continue = Weiter
verify-passkey-failed = Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.
verify-passkey-bare = Ein Passkey braucht JavaScript, das hier nicht läuft. Nehmen Sie stattdessen Passwort und Code.
verify-passkey-again = Noch einmal versuchen
verify-passkey-password = Stattdessen das Passwort benutzen

## Formulare, die an Ort und Stelle antworten

live-busy = Wird geprüft …
live-lost = Keine Verbindung. Es wurde nichts gesendet.
live-unread = Keine lesbare Antwort. Laden Sie die Seite neu, und versuchen Sie es noch einmal.
live-show = Passwort zeigen

## Warten auf den Kunden

wait-title = Warten auf { $customer }
wait-lead = { $customer } möchte vorher gefragt werden. Jede Seite im Shop fragt jetzt danach; diese Seite geht von selbst weiter, sobald es erlaubt wird.
wait-minutes = { $time } min
wait-phone = Am Telefon? Der Kunde findet unter „Konto“, „Supportzugriff“ einen Code.
wait-type-code = Code des Kunden eingeben
wait-code-title = Der Code des Kunden
wait-code-lead = Sechs Ziffern von der eigenen Seite von { $customer }: „Konto“, „Supportzugriff“, „Code für den Support anzeigen“.
wait-code = Code des Kunden
wait-back = Zurück zum Warten
wait-start = Sitzung beginnen
wait-refused = { $customer } hat abgelehnt
wait-refused-help = Der Kunde möchte jetzt keinen Support im Konto. Sie haben nichts davon gesehen. Sprechen Sie miteinander, bevor Sie noch einmal fragen.
wait-cancelled = Sie warten nicht mehr
wait-cancelled-help = Der Kunde wird nicht mehr gefragt.
wait-expired = { $customer } hat nicht geantwortet
wait-expired-help = Fünf Minuten sind vorbei, oder Sie haben sich vom Portal abgemeldet. Gehen Sie zum Kontakt zurück, und fragen Sie noch einmal, wenn der Kunde da ist.
wait-recorded = Alles in dieser Sitzung wird protokolliert, auch das Warten.

## Eine zweite Person

second-title = Mit einer zweiten Person übergehen
second-lead = Im Notfall kann eine zweite Person Sie ohne { $customer } hereinlassen. Der Kunde wird sofort informiert, mit Ihrem Grund.
second-why = Warum ohne Zustimmung des Kunden
second-why-help = Mindestens 10 Zeichen. Der Kunde liest es sofort.
second-email = Geschäftliche E-Mail der zweiten Person
second-help = Jemand aus Teamleitung oder Administration, an dieser Tastatur, mit eigenen Anmeldedaten.
second-password = Passwort der zweiten Person
second-code = Code der zweiten Person
second-code-help = Aus ihrer Authenticator-App, falls sie eine hat.
second-start = Übergehen und beginnen

## Mehr Zeit

more-title = Mehr Zeit
more-lead = Bestätigen Sie, dass Sie es noch sind. Die Sitzung geht als neue weiter, mit dieser verknüpft. Die gewählte Zeit zählt ab jetzt. Spätestens um { $time } UTC endet sie.
more-button = Bestätigen und weiter
more-done = Sie haben mehr Zeit
more-done-lead = Die Sitzung geht bis { $time } UTC weiter. Was Sie an der Kasse eingegeben haben, bleibt erhalten.
more-back = Zurück zur Kasse

## Zu einer anderen Sitzung wechseln

switch-button = Wechseln
switch-title = Ihre anderen Sitzungen
switch-help = Die Sitzung hier bleibt offen.
switch-left = { $count ->
    [one] noch { $count } Minute
   *[other] noch { $count } Minuten
 }
switch-elsewhere = In einem anderen Browser
switch-over = Diese Sitzung ist beendet.
switch-none = Sie haben keine andere Sitzung offen.
switch-back = Zurück zu { $customer }

## Ende

leave-button = Sitzung beenden
leave-title = Sitzung beenden?
leave-lead = Sie sind als { $customer } angemeldet.
leave-unsent = Sie haben auf dieser Seite etwas eingegeben, das nicht gesendet wurde. Es geht verloren, wenn die Sitzung endet.
leave-unsent-checkout = Was Sie an der Kasse eingegeben haben, wurde nicht gesendet. Es geht verloren, wenn die Sitzung endet.
leave-stay = In der Sitzung bleiben
leave-now = Sitzung jetzt beenden
ended-title = Diese Sitzung ist beendet
ended-idle = Eine Sitzung endet, wenn sie { $span } lang nicht benutzt wird.
ended-text = Was Sie auf dieser Seite tun, erreicht den Kunden nicht mehr. Was bis { $time } UTC getan wurde, ist protokolliert.
not-open-title = Diese Sitzung lässt sich nicht öffnen
not-open-text = Eine Sitzung wird in dem Browser geöffnet, der sie im Portal angefragt hat, einmal und innerhalb kurzer Zeit. Beginnen Sie im Portal: Öffnen Sie dort den Kontakt, und klicken Sie auf „Im Auftrag anmelden“.
behalf-to-contacts = Zu den Kontakten im Portal
behalf-back-to-contact = Zurück zum Kontakt
