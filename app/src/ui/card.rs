//! A card: a heading with what belongs to it, bodies, lists, a foot.
//!
//! ```html
//! <section class="card" aria-labelledby="h-acc">
//!   <header class="card-head"><h2 id="h-acc">Accounts</h2><span class="count">2</span></header>
//!   <div class="card-body">…</div>
//!   <ul class="card-list"><li class="item">…</li></ul>
//!   <footer class="card-foot"><a>All orders</a></footer>
//! </section>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A card that is written part by part, in the order of the calls.
pub struct Card {
    id: String,
    anchor: Option<&'static str>,
    class: &'static str,
    mark: Option<&'static str>,
    head: Markup,
    inside: Markup,
}

impl Card {
    /// A card with this heading; `id` is the heading's.
    pub fn new(id: &str, title: impl Part) -> Card {
        let mut head = Markup::default();
        markup! { head, "<h2", "id" = id, ">", title, "</h2>" }
        Card { id: id.to_owned(), anchor: None, class: "card", mark: None, head, inside: Markup::default() }
    }

    /// A numbered step of a long form.
    pub fn step(number: u8, id: &str, title: &str) -> Card {
        let mut head = Markup::default();
        markup! {
            head,
            "<span class=\"step-no\" aria-hidden=\"true\">", number.to_string(), "</span><h2", "id" = id, ">", title, "</h2>"
        }
        Card { id: id.to_owned(), anchor: None, class: "card step", mark: None, head, inside: Markup::default() }
    }

    /// With an id of its own, for links to it.
    pub fn anchor(mut self, id: &'static str) -> Card {
        self.anchor = Some(id);
        self
    }

    /// No wider than a form.
    pub fn narrow(mut self) -> Card {
        self.class = "card narrow";
        self
    }

    /// Puts an empty attribute on the card, for its look.
    pub fn mark(mut self, name: &'static str) -> Card {
        self.mark = Some(name);
        self
    }

    /// How many things are in it, beside the heading.
    pub fn count(mut self, count: impl Into<i64>) -> Card {
        markup! { self.head, "<span class=\"count\">", crate::text::number(count.into()), "</span>" }
        self
    }

    /// How many things are in it, in words that may say that there are more.
    pub fn counted(mut self, count: String) -> Card {
        markup! { self.head, "<span class=\"count\">", count, "</span>" }
        self
    }

    /// A remark beside the heading.
    pub fn remark(mut self, text: &str) -> Card {
        markup! { self.head, "<span class=\"muted small\">", text, "</span>" }
        self
    }

    /// Anything else beside the heading, such as a badge or a button.
    pub fn beside(mut self, part: impl Part) -> Card {
        self.head.put(part);
        self
    }

    /// A part with space around it.
    pub fn body(self, part: impl Part) -> Card {
        self.body_with("card-body", part)
    }

    /// A part with space around it and a class for what is in it, such as `card-body stack`.
    pub fn body_with(mut self, class: &'static str, part: impl Part) -> Card {
        markup! { self.inside, "<div", "class" = class, ">", part, "</div>" }
        self
    }

    /// A part as wide as the card: a table, a form, an empty state.
    pub fn flush(mut self, part: impl Part) -> Card {
        self.inside.put(part);
        self
    }

    /// Rows divided by lines, or `nothing` in words when there are none.
    pub fn items(self, items: impl IntoIterator<Item = Item>, nothing: &str) -> Card {
        self.rows(items, nothing)
    }

    /// The same with rows that write their own `<li>`.
    pub fn rows<P: Part>(mut self, items: impl IntoIterator<Item = P>, nothing: &str) -> Card {
        let mut rows = Markup::default();
        for item in items {
            rows.put(item);
        }
        if rows.is_empty() {
            markup! { self.inside, "<div class=\"card-body\"><p class=\"muted\">", nothing, "</p></div>" }
        } else {
            markup! { self.inside, "<ul class=\"card-list\">", rows, "</ul>" }
        }
        self
    }

    /// Links below, or no foot at all.
    pub fn foot<P: Part>(mut self, links: Option<P>) -> Card {
        if let Some(links) = links {
            markup! { self.inside, "<footer class=\"card-foot\">", links, "</footer>" }
        }
        self
    }

    /// The card, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Card {
    fn write(self, out: &mut Markup) {
        markup! {
            out,
            "<section", "class" = self.class, "id" = self.anchor, "aria-labelledby" = &self.id,
        }
        if let Some(name) = self.mark {
            out.attribute(name, "");
        }
        markup! { out, "><header class=\"card-head\">", self.head, "</header>", self.inside, "</section>" }
    }
}

/// A card without a heading, no wider than a form: `name` is for those who hear the page.
pub fn unnamed(name: &str, inside: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<section class=\"card narrow\"", "aria-label" = name, ">", inside, "</section>" }
    out.html()
}

/// A card that says by itself what it is: `name` is for those who hear the page.
pub fn untitled(name: &str, inside: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<section class=\"card\"", "aria-label" = name, ">", inside, "</section>" }
    out.html()
}

/// A card beside the main thing of a page: `class` is its look, `name` is for those who hear the page.
pub fn aside(class: &'static str, id: Option<&'static str>, name: &str, bodies: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<aside", "class" = class, "id" = id, "aria-label" = name, ">", bodies, "</aside>" }
    out.html()
}

/// The body of such a card.
pub fn body(part: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"card-body\">", part, "</div>" }
    out.html()
}

/// Rows in a frame of their own, without a heading.
pub fn rows(items: impl IntoIterator<Item = Item>) -> Html {
    let mut out = Markup::default();
    markup! { out, "<ul class=\"card-list card\">", items.into_iter().collect::<Vec<_>>(), "</ul>" }
    out.html()
}

/// A row of a card: what it is, notes below, and what is at its end.
pub struct Item {
    picture: Markup,
    text: Markup,
    end: Markup,
    below: Markup,
}

impl Item {
    fn of(text: Markup) -> Item {
        Item { picture: Markup::default(), text, end: Markup::default(), below: Markup::default() }
    }

    /// A row about this.
    pub fn new(title: impl Part) -> Item {
        let mut text = Markup::default();
        markup! { text, "<b>", title, "</b>" }
        Item::of(text)
    }

    /// A row about this, with more to read on hover.
    pub fn with_title(title: impl Part, more: &str) -> Item {
        let mut text = Markup::default();
        markup! { text, "<b", "title" = more, ">", title, "</b>" }
        Item::of(text)
    }

    /// A row about this, which leads to its page.
    pub fn link(href: &str, title: impl Part) -> Item {
        let mut text = Markup::default();
        markup! { text, "<a", "href" = href, ">", title, "</a>" }
        Item::of(text)
    }

    /// A picture before it.
    pub fn picture(mut self, part: impl Part) -> Item {
        self.picture.put(part);
        self
    }

    /// A line below.
    pub fn note(mut self, part: impl Part) -> Item {
        markup! { self.text, "<small>", part, "</small>" }
        self
    }

    /// At the end of the row: a badge, buttons.
    pub fn end(mut self, part: impl Part) -> Item {
        self.end.put(part);
        self
    }

    /// Below all of it, as wide as the row: what can be done.
    pub fn below(mut self, part: impl Part) -> Item {
        markup! { self.below, "<div class=\"item-full\">", part, "</div>" }
        self
    }
}

impl Part for Item {
    fn write(self, out: &mut Markup) {
        markup! {
            out,
            "<li class=\"item\">", self.picture, "<div class=\"item-text\">", self.text, "</div>", self.end, self.below,
            "</li>"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_named_by_its_heading() {
        let card = Card::new("h-x", "A & B").count(2).items([Item::new("<x>").note("n")], "none").foot(None::<&str>);
        let mut out = Markup::default();
        out.put(card);
        assert_eq!(
            out.as_str(),
            "<section class=\"card\" aria-labelledby=\"h-x\"><header class=\"card-head\"><h2 id=\"h-x\">A &amp; B</h2>\
             <span class=\"count\">2</span></header><ul class=\"card-list\"><li class=\"item\"><div class=\"item-text\">\
             <b>&lt;x&gt;</b><small>n</small></div></li></ul></section>"
        );
    }

    #[test]
    fn a_card_without_items_says_so() {
        let mut out = Markup::default();
        out.put(Card::new("h", "T").items([], "Nothing yet"));
        assert!(out.as_str().contains("<div class=\"card-body\"><p class=\"muted\">Nothing yet</p></div>"));
    }
}
