# Wörter der Seiten der Firma: Mitglieder, Regeln, Freigaben.

## Firma

company-not-on-behalf = Das lässt sich nicht im Auftrag ändern. Die Administration der Firma kann es hier tun, selbst angemeldet.
company-read-only = Ändern kann das die Administration Ihrer Firma.
company-members = Mitglieder
company-members-count =
    { $count ->
        [one] { $count } Mitglied
       *[other] { $count } Mitglieder
    }
company-you = (Sie)
company-search = Mitglieder suchen
company-search-by = Name oder E-Mail
company-all-roles = Alle Rollen
company-no-match = Niemand gefunden
company-no-match-help = Suchen Sie nach Name oder E-Mail, oder zeigen Sie alle an.
company-show-all = Alle zeigen
company-role-of = Rolle von { $name }
company-save-role = Speichern
company-save-role-of = – Rolle von { $name }
company-roles = Rollen
company-approval = Freigabe von Bestellungen
company-approval-help = Eine Bestellung über diesem Betrag wartet auf die Freigabe durch jemanden mit diesem Recht, sonst durch die Administration. Das gilt auch für den Support.
company-above = Freigabe nötig über
company-above-help = Summe einer Bestellung mit Steuer, in ihrer Währung, zum Beispiel 500 oder 500,00. Leer: keine Freigabe.
company-save-rule = Regel speichern
company-support-question = Darf der Support in den Konten Ihrer Leute arbeiten?
company-support-help = Für das eigene Konto kann jede Person strenger wählen. Eine strengere Wahl beendet offene Sitzungen sofort.
company-save-support = Supportzugriff speichern

## Freigaben

approvals-none = Noch wurde nichts eingereicht
approvals-none-help = Hier erscheinen Bestellungen über dem Limit der Firma, bis jemand sie freigibt.
approvals-no-match = Keine passende Bestellung
approvals-no-match-help = Suchen Sie nach der Nummer der Bestellung, Ihrer eigenen Bestellnummer oder einem Namen, oder zeigen Sie alle an.
approvals-show-all = Alle zeigen
approvals-search = Freigaben suchen
approvals-search-by = Bestellung, Bestellnummer oder Name
approvals-state = Stand
approvals-all-states = Jeder Stand
approvals-from = Von
approvals-submitted = Eingereicht
approvals-submitted-utc = Eingereicht (UTC)

## Entscheidung

decision-title = Freigabe
decision-until = Wartet bis
decision-until-time = { $time } UTC, dann wird sie zurückgezogen
decision-waits-for = Wartet auf
decision-by = Entschieden von
decision-at = Entschieden
decision-why = Grund
decision-expired = Niemand hat rechtzeitig entschieden
decision-not-on-behalf = Das lässt sich nicht im Auftrag entscheiden. Wer in der Firma freigibt, tut es selbst angemeldet.
decision-own = Es ist Ihre eigene Bestellung, darum entscheidet jemand anders.
decision-approve = Freigeben und bestellen
decision-reject = Ablehnen
decision-reject-order = Bestellung ablehnen
decision-reject-help = Wer bestellt hat, liest ihn. Die Waren gehen zurück ins Lager.
decision-withdraw = Bestellung zurückziehen
decision-withdraw-order = Zurückziehen
decision-withdraw-help = Niemand kann sie mehr freigeben. Die Waren gehen zurück ins Lager, nicht in den Warenkorb.
