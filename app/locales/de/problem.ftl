# Seiten, die bei Kunden etwas abgelehnt haben oder fehlgeschlagen sind, unter einer Kennung für den Support aufgehoben.

problem-shown = Wenn Sie uns wegen dieser Seite anrufen, nennen Sie diese Kennung: { $reference }
problem-shown-staff = Diese Seite ist für den Support aufgehoben: { $reference }
problem-title = Problem { $reference }
problem-said = Was die Seite sagte
problem-address = Adresse
problem-page = Gesendet von der Seite
problem-answer = Antwort
problem-reasons = Gründe
problem-typed = Was eingegeben wurde
problem-nothing-typed = Es wurde nichts eingegeben.
problem-not-kept = Nicht aufgehoben: Es kann ein Passwort, ein Code oder eine Zahlungskarte sein.
problem-around = Umstände
problem-acting = In einer Sitzung im Auftrag
problem-browser = Browser
problem-version = Version des Programms
problem-request = Nummer der Anfrage
problems-title = Fehlgeschlagene Seiten
problems-none = In den letzten 30 Tagen ist bei diesem Kunden keine Seite fehlgeschlagen.
problem-with-code = Mit dem Code sieht der Support auch die letzten fünf Seiten, die bei Ihnen fehlgeschlagen sind.
event-problem-viewed = Fehlgeschlagene Seite eines Kunden geöffnet
thing-problem = Problem
