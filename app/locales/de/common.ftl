# Wörter aller Seiten. Ein Schlüssel beginnt mit dem, wozu er gehört.

skip-to-content = Zum Inhalt springen
breadcrumb = Pfad
utc = { $time } UTC
field-optional = optional

## Demo

demo-label = Demo
demo-ribbon = DEMO
demo-notice = Beispieldaten. Es wird nichts geliefert oder berechnet.

## Farben

colours-system = Farben des Systems
colours-light = Helle Farben
colours-dark = Dunkle Farben

## Sprache

language-title = Sprache

## Listen

list-pages-label = Seiten
list-pages = { $from }–{ $to } von { $total }
list-pages-more = { $from }–{ $to } von mehr als { $total }
list-more-than = Mehr als { $count }
list-first = Anfang
list-last = Ende
list-previous = Zurück
list-next = Weiter
list-no-page = Es gibt keine Seite { $page }
list-ends = Die Liste endet auf Seite { $page }.
list-last-page = Zur letzten Seite

## Mengen

stepper-less = Eins weniger von { $product }
stepper-quantity = Menge von { $product }
stepper-more = Eins mehr von { $product }

## Was jemand nicht darf oder sieht

cannot-order-own-role = Ihre Rolle in der Firma erlaubt keine Bestellungen.
cannot-order-customer-role = Die Rolle des Kunden in der Firma erlaubt keine Bestellungen.
cannot-order-view-only = In einer Sitzung nur zum Ansehen nicht möglich.
none-assigned = Ihnen ist keine Firma zugeordnet
none-assigned-help = Sie sehen nur die Firmen, die Ihnen zugeordnet sind. Bitten Sie die Administration, Ihnen welche zuzuordnen.
