# Wörter der E-Mails. Jede beginnt mit der Anrede; danach kommen ihre Absätze.

mail-hello = Guten Tag { $name },
mail-portal = das Mitarbeiterportal
mail-why = Grund: { $reason }

## Einladung ins Mitarbeiterportal

mail-invite-subject = Ihr Zugang zum Mitarbeiterportal
mail-invite = { $by } hat Sie ins Mitarbeiterportal eingeladen.
mail-invite-admin = Die Administration hat Sie ins Mitarbeiterportal eingeladen.
mail-invite-link =
    Wählen Sie hier Ihr Passwort:
    { $link }
mail-invite-ends = Der Link gilt einmal, bis { $until } (UTC). Haben Sie ihn nicht erwartet, tun Sie nichts.

## Einladung eines Kunden

mail-customer-invite-subject = Ihr Zugang zu { $store }
mail-customer-invite = { $agent } lädt Sie ein, für { $company } bei { $store } zu bestellen.
mail-customer-invite-message =
    { $agent } schreibt:
    { $message }
mail-customer-invite-link =
    Sie melden sich als { $login } an. Wählen Sie hier Ihr Passwort:
    { $link }
mail-customer-invite-ends = Der Link gilt einmal, bis { $until } (UTC). Haben Sie ihn nicht erwartet, tun Sie nichts. Niemand wird Sie nach diesem Link fragen.
mail-elsewhere-subject = Ein Konto für Sie bei { $store }
mail-elsewhere = Für Sie wurde ein Konto bei { $store } angelegt. Es lautet { $login }, und dorthin ging die Einladung.
mail-elsewhere-not-you =
    Ist auch das Ihre Adresse, müssen Sie nichts tun. Wenn nicht, sagen Sie es sofort Ihrem üblichen Ansprechpartner:
    { $link }

## Passwörter

mail-reset-subject = Ein neues Passwort
mail-reset-asked = Jemand hat für Sie ein neues Passwort für { $place } verlangt.
mail-reset-by-support = Der Support wurde gebeten, Ihnen ein neues Passwort für { $place } zu ermöglichen.
mail-reset-link =
    Wählen Sie es hier:
    { $link }
mail-reset-ends = Der Link gilt einmal, bis { $until } (UTC). Wollten Sie ihn nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist. Niemand wird Sie nach diesem Link fragen.
mail-password-subject = Ihr Passwort wurde geändert
mail-password = Ihr Passwort für { $place } wurde am { $at } (UTC) geändert.
mail-password-not-you =
    Waren Sie es selbst, ist nichts zu tun. Waren Sie es nicht, wählen Sie sofort ein anderes, und sagen Sie es Ihrem üblichen Ansprechpartner:
    { $link }

## Die eigene Rolle in der Administration

mail-role-subject = Die Rolle { $role } wurde geändert
mail-role = { $by } hat geändert, was die eigene Rolle, { $role }, darf. { $second } hat als zweite Person der Administration zugestimmt.
mail-role-link = Was die Rolle jetzt darf: { $link }
mail-role-unexpected = Haben Sie das nicht erwartet, sprechen Sie mit beiden.

## Freigabe von Bestellungen

mail-waits-subject = Bestellung { $order } wartet auf Ihre Freigabe
mail-waits-by-buyer = Eine Bestellung von { $company } braucht Ihre Freigabe: { $buyer } hat sie eingereicht.
mail-waits-by-support = Eine Bestellung von { $company } braucht Ihre Freigabe: Der Support von { $store } hat sie für { $buyer } eingereicht.
mail-waits-facts =
    Bestellung: { $order }
    Summe: { $total }
mail-waits-link =
    Hier können Sie sie freigeben oder ablehnen:
    { $link }
mail-waits-until = Bis dahin wird nichts geliefert. Preise und Ware sind bis { $until } (UTC) reserviert; danach wird die Bestellung von selbst zurückgezogen.
mail-approved-subject = Bestellung { $order } wurde freigegeben
mail-approved = { $by } hat Ihre Bestellung { $order } freigegeben.
mail-rejected-subject = Bestellung { $order } wurde abgelehnt
mail-rejected = { $by } hat Ihre Bestellung { $order } abgelehnt.
mail-expired-subject = Bestellung { $order } wurde zurückgezogen
mail-expired =
    { $days ->
        [one] Bestellung { $order } hat { $days } Tag auf eine Freigabe gewartet, und niemand hat entschieden.
       *[other] Bestellung { $order } hat { $days } Tage auf eine Freigabe gewartet, und niemand hat entschieden.
    } Sie wurde zurückgezogen: Nichts wird geliefert, und die Ware ist frei für andere.

## Support im Konto

mail-override-subject = Der Support hat Ihr Konto ohne Ihre Zustimmung geöffnet
mail-override = Zwei Personen von { $store } haben gemeinsam Ihr Konto ohne Ihre Zustimmung geöffnet.
mail-override-link =
    Hier sehen Sie, was sie tun, und können es beenden:
    { $link }
mail-support-subject = { $agent } hat am { $day } in Ihrem Konto gearbeitet
mail-support = Jemand von { $store } hat für Sie in Ihrem Konto gearbeitet.
mail-support-who = Wer: { $agent }
mail-support-when = Wann: { $from } bis { $until } (UTC)
mail-support-ticket = Ticket: { $ticket }
mail-support-changes = Was geändert wurde:
mail-support-more =
    { $count ->
        [one] und { $count } weitere Änderung
       *[other] und { $count } weitere Änderungen
    }
mail-support-link =
    Alle Besuche des Supports in Ihrem Konto stehen hier:
    { $link }
mail-support-unexpected = Haben Sie das nicht erwartet, sagen Sie es sofort Ihrem üblichen Ansprechpartner.
mail-change-placed = Bestellung { $order } wurde aufgegeben
mail-change-placed-discount = Bestellung { $order } wurde aufgegeben, mit { $discount } Rabatt
mail-change-submitted = Bestellung { $order } wurde in Ihrer Firma zur Freigabe eingereicht
mail-change-submitted-discount = Bestellung { $order } wurde in Ihrer Firma zur Freigabe eingereicht, mit { $discount } Rabatt
mail-change-withdrawn = Bestellung { $order } wurde zurückgezogen
mail-change-added = Warenkorb: { $products } wurde hinzugefügt
mail-change-changed = Warenkorb: { $products } wurde geändert
mail-change-removed = Warenkorb: { $products } wurde entfernt

## Vorbereitete Warenkörbe

mail-prepared-subject = { $agent } hat einen Warenkorb für Sie vorbereitet
mail-prepared =
    { $count ->
        [one] { $agent } bei { $store } hat einen Warenkorb mit { $count } Position für Sie vorbereitet.
       *[other] { $agent } bei { $store } hat einen Warenkorb mit { $count } Positionen für Sie vorbereitet.
    }
mail-prepared-link =
    Hier sehen Sie ihn an, ändern, bestellen oder lehnen ihn ab:
    { $link }
mail-prepared-own = Bestellt wird erst, wenn Sie es sagen, und Ihr eigener Warenkorb bleibt, wie er ist.
