# Wörter der Seiten über die eigenen zweiten Faktoren, das Passwort und die Anmeldungen.

## Seite

security-title = Sicherheit
security-lead = Wie Sie nachweisen, dass Sie es sind
security-must = Fügen Sie einen zweiten Faktor hinzu. Bis dahin öffnet sich keine andere Seite des Portals.
security-mismatch = Passwort oder Code ist falsch. Ein Code gilt nur einmal: Warten Sie auf den nächsten.
security-password = Passwort
security-change-password = Passwort ändern
security-signed-in = Wo Sie angemeldet sind
security-signed-in-open = Ansehen und abmelden

## Zweite Faktoren

security-factors = Zweite Faktoren
security-no-factor = Noch kein zweiter Faktor
security-no-factor-help = Ein Passwort allein kann gestohlen werden. Fügen Sie unten eine App oder einen Passkey hinzu.
security-codes-left = { $count ->
    [one] Noch { $count } Wiederherstellungscode für den Fall, dass Sie nichts davon zur Hand haben.
   *[other] Noch { $count } Wiederherstellungscodes für den Fall, dass Sie nichts davon zur Hand haben.
}
security-new-codes = Neue Wiederherstellungscodes
security-app = Authenticator-App
security-passkey = Passkey
security-factor-used = { $kind } · hinzugefügt am { $day } · zuletzt benutzt { $ago }
security-factor-unused = { $kind } · hinzugefügt am { $day } · noch nicht benutzt
security-remove-label = { $name } entfernen
security-last-stays = Der letzte bleibt
security-add = Zweiten Faktor hinzufügen
security-name-help = Damit Sie ihn wiedererkennen, etwa „Diensttelefon“.
security-passkeys-elsewhere = Passkeys lassen sich nur unter { $host } hinzufügen.
security-add-app = Authenticator-App hinzufügen
security-add-passkey = Passkey hinzufügen
security-your-password = Ihr Passwort
security-asked-again = Wird noch einmal abgefragt, weil Ihre Anmeldung eine Weile zurückliegt.
security-code-help = Sechs Ziffern oder einer Ihrer Wiederherstellungscodes.

## Entfernen

security-remove-title = Zweiten Faktor entfernen
security-remove-question = { $name } entfernen?
security-remove-help = Danach können Sie sich damit nicht mehr anmelden. Um ihn wieder zu verwenden, müssen Sie ihn neu hinzufügen.

## App

security-app-scan = 1. Scannen Sie das Bild mit Ihrer Authenticator-App oder geben Sie dort den Schlüssel ein.
security-app-picture = QR-Code des Schlüssels
security-app-key = Schlüssel:
security-app-type = 2. Geben Sie den Code ein, den die App jetzt zeigt.
security-app-code = Code
security-app-code-help = Sechs Ziffern. Die Seite gilt fünf Minuten.
security-app-confirm = Bestätigen

## Passkey

security-passkey-lead = Ihr Browser fragt, wo der Passkey liegen soll: auf diesem Gerät, Ihrem Telefon oder einem Sicherheitsschlüssel.
security-passkey-create = Passkey erstellen
security-passkey-failed = Es wurde kein Passkey erstellt. Versuchen Sie es noch einmal oder fügen Sie stattdessen eine Authenticator-App hinzu.
security-passkey-bare = Ein Passkey braucht JavaScript, das hier nicht läuft. Fügen Sie stattdessen eine Authenticator-App hinzu.

## Wiederherstellungscodes

security-codes-title = Wiederherstellungscodes
security-codes-question = Neue Wiederherstellungscodes erstellen?
security-codes-none-left = Sie haben keine mehr. Die neuen werden einmal gezeigt, auf der nächsten Seite.
security-codes-stop = { $count ->
    [one] { $count } verbliebener Code gilt dann nicht mehr. Die neuen werden einmal gezeigt, auf der nächsten Seite.
   *[other] { $count } verbliebene Codes gelten dann nicht mehr. Die neuen werden einmal gezeigt, auf der nächsten Seite.
}
security-codes-make = Neue Codes erstellen
security-codes-help = Jeder dieser Codes meldet Sie einmal an, statt eines Codes Ihrer App oder eines Passkeys. Drucken Sie sie aus oder bewahren Sie sie in einem Passwortmanager auf: Sie werden nicht noch einmal gezeigt.
security-codes-kept = Ich habe sie gesichert

## Passwort ändern

security-password-change = Das Passwort ändern
security-password-current = Aktuelles Passwort
security-password-new = Neues Passwort
security-password-others = Überall sonst abmelden und Sitzungen im Auftrag beenden, die dort begannen

## Anmeldungen

security-sessions-most = Höchstens { $count } gleichzeitig: Melden Sie sich an einem weiteren Ort an, endet die älteste. Wenn Sie sich irgendwo abmelden, endet auch, was Sie von dort aus im Auftrag tun.
security-sessions-end-others = Überall sonst abmelden
security-sessions-label = Von { $browser } abmelden, benutzt { $ago }
security-sessions-this = Dieser Browser
security-sessions-end = Abmelden
security-sessions-row = Angemeldet { $time }, benutzt { $ago }

## Tasten

keys-title = Einzelne Buchstaben als Tasten
keys-on = Ein
keys-off = Aus
keys-switch-off = Ausschalten
keys-switch-on = Einschalten
keys-help = / führt zur Suche einer Liste. In einer Zeile bewegen J und K, und L meldet im Auftrag an. Schalten Sie sie aus, wenn Sie mit dem Computer sprechen. Pfeile und Strg K gehen immer. Die Wahl gilt in diesem Browser.
keys-done = Die Wahl wurde in diesem Browser gespeichert.
