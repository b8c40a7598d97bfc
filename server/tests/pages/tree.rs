//! The elements of a page as html5ever parses them, in the order of the page, and how to find them.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page, as a browser would understand it.
pub struct Tree {
    nodes: Vec<Node>,
    /// What was written wrongly.
    pub errors: Vec<String>,
}

/// An element, or a text, which has no name.
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    parent: Option<usize>,
    /// The first node behind everything inside of this one.
    end: usize,
}

impl Tree {
    pub fn parse(text: &str) -> Tree {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(text);
        // Leptos parts two texts with `<!>`, which is read as an empty comment.
        let is_real = |error: &String| !error.ends_with("in state MarkupDeclarationOpen");
        let errors = dom.errors.borrow().iter().map(ToString::to_string).filter(is_real).collect();
        let mut tree = Tree { nodes: Vec::new(), errors };
        tree.take(&dom.document, None);
        tree
    }

    fn take(&mut self, handle: &Handle, parent: Option<usize>) {
        let (name, attributes, text) = match &handle.data {
            NodeData::Element { name, attrs, .. } => {
                let pair = |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
                (name.local.to_string(), attrs.borrow().iter().map(pair).collect(), String::new())
            }
            NodeData::Text { contents } => (String::new(), Vec::new(), contents.borrow().to_string()),
            _ => (String::new(), Vec::new(), String::new()),
        };
        let at = self.nodes.len();
        self.nodes.push(Node { name, attributes, text, parent, end: 0 });
        for child in handle.children.borrow().iter() {
            self.take(child, Some(at));
        }
        self.nodes[at].end = self.nodes.len();
    }

    /// Every element that a selector names, in the order of the page.
    #[track_caller]
    pub fn select(&self, selector: &str) -> Vec<Element<'_>> {
        self.within(0, selector)
    }

    #[track_caller]
    fn within(&self, above: usize, selector: &str) -> Vec<Element<'_>> {
        // At its end a selector may say what stands inside of the element.
        if let Some((outer, inner)) = selector.strip_suffix(')').and_then(|selector| selector.split_once(":has(")) {
            let outer = self.within(above, outer);
            return outer.into_iter().filter(|element| !element.select(inner).is_empty()).collect();
        }
        let choices: Vec<Vec<Step>> = selector.split(',').map(steps).collect();
        let below = (above + 1)..self.nodes[above].end;
        let all = below.map(|at| Element { tree: self, at }).filter(|element| !element.name().is_empty());
        all.filter(|element| choices.iter().any(|steps| element.is_meant(steps))).collect()
    }
}

/// One element of a page.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    tree: &'a Tree,
    at: usize,
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.at]
    }

    pub fn name(self) -> &'a str {
        &self.node().name
    }

    pub fn attr(self, name: &str) -> Option<&'a str> {
        self.attrs().iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn attrs(self) -> &'a [(String, String)] {
        &self.node().attributes
    }

    /// All text inside of it, as it stands there.
    pub fn text(self) -> String {
        self.tree.nodes[self.at..self.node().end].iter().map(|node| node.text.as_str()).collect()
    }

    /// What it says, with one blank where there are several.
    pub fn words(self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The elements inside of it that a selector names.
    #[track_caller]
    pub fn select(self, selector: &str) -> Vec<Element<'a>> {
        self.tree.within(self.at, selector)
    }

    /// The first thing inside of it that is not an empty text: an element, or nothing when it is a text.
    pub fn first(self) -> Option<Element<'a>> {
        let inside = (self.at + 1)..self.node().end;
        let first =
            inside.map(|at| Element { tree: self.tree, at }).find(|e| !e.name().is_empty() || !e.words().is_empty());
        first.filter(|element| !element.name().is_empty())
    }

    /// Whether it stands inside of the other one.
    pub fn is_in(self, other: Element<'_>) -> bool {
        (other.at + 1..other.node().end).contains(&self.at)
    }

    /// Whether the last step names it, and the steps before it elements around it.
    fn is_meant(self, steps: &[Step]) -> bool {
        let Some((last, before)) = steps.split_last() else { return true };
        last.names(self.node()) && (before.is_empty() || self.is_below(before))
    }

    fn is_below(self, steps: &[Step]) -> bool {
        let mut above = self.node().parent;
        while let Some(at) = above {
            if (Element { tree: self.tree, at }).is_meant(steps) {
                return true;
            }
            above = self.tree.nodes[at].parent;
        }
        false
    }
}

/// One step of a selector: `form.stack[method="post"]`.
struct Step {
    name: String,
    attributes: Vec<Wanted>,
}

/// An attribute, how it is compared (nothing: it is there; `=`, `^=`, `$=`, `*=`; `~=` one of several words) and with what.
struct Wanted(String, &'static str, String);

impl Step {
    fn names(&self, node: &Node) -> bool {
        let is_wanted = |Wanted(name, how, wanted): &Wanted| {
            let value = node.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            value.is_some_and(|value| match *how {
                "" => true,
                "^=" => value.starts_with(wanted.as_str()),
                "$=" => value.ends_with(wanted.as_str()),
                "*=" => value.contains(wanted.as_str()),
                "~=" => value.split_whitespace().any(|word| word == wanted),
                _ => value == wanted,
            })
        };
        (self.name == "*" || self.name == node.name) && self.attributes.iter().all(is_wanted)
    }
}

/// The steps of a selector, which are apart by blanks. A comma or a blank inside of a value is not understood.
#[track_caller]
fn steps(selector: &str) -> Vec<Step> {
    let all: Vec<Step> = selector.split_whitespace().map(step).collect();
    assert!(!all.is_empty(), "an empty selector");
    all
}

#[track_caller]
fn step(text: &str) -> Step {
    let end = text.find(['[', '#', '.']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    while let Some(first) = rest.chars().next() {
        let inside = &rest[1..];
        let end = match first {
            '[' => inside.find(']').unwrap_or_else(|| panic!("{text} has no end")),
            _ => inside.find(['[', '#', '.']).unwrap_or(inside.len()),
        };
        let (one, more) = inside.split_at(end);
        attributes.push(match first {
            '[' => wanted(one),
            '#' => Wanted("id".to_owned(), "=", one.to_owned()),
            _ => Wanted("class".to_owned(), "~=", one.to_owned()),
        });
        rest = more.strip_prefix(']').unwrap_or(more);
    }
    Step { name: if name.is_empty() { "*" } else { name }.to_owned(), attributes }
}

fn wanted(text: &str) -> Wanted {
    let found = ["^=", "$=", "*=", "="].into_iter().find_map(|how| Some((how, text.split_once(how)?)));
    match found {
        Some((how, (name, value))) => Wanted(name.to_owned(), how, value.trim_matches('"').to_owned()),
        None => Wanted(text.to_owned(), "", String::new()),
    }
}

#[test]
fn selectors_name_what_they_say() {
    let page =
        "<main id=m><p class='a b'>One <b>two</b></p><form action=/x/1/y method=post><input name=n value='&quot;'>";
    let tree = Tree::parse(&format!("<!DOCTYPE html><title>T</title>{page}"));
    let count = |selector: &str| tree.select(selector).len();
    for (selector, want) in [
        ("p", 1),
        ("p.a", 1),
        (".b.a", 1),
        (".ab", 0),
        ("main b", 1),
        ("form b", 0),
        ("#m p b", 1),
        ("#m.a", 0),
        ("b, input", 2),
        ("[name]", 1),
        ("[action^=\"/x/\"][action$=\"/y\"]", 1),
        ("form[action*=\"1\"][method=post] input[name=\"n\"]", 1),
        ("form[action=\"/x/1\"]", 0),
        ("form:has(input[name=n])", 1),
        ("p:has(input)", 0),
        ("*", 9),
    ] {
        assert_eq!(count(selector), want, "{selector}");
    }
    assert_eq!(tree.select("p")[0].words(), "One two");
    assert_eq!(tree.select("input")[0].attr("value"), Some("\""));
    assert_eq!(tree.select("p")[0].select("b").len(), 1);
    assert!(tree.select("p")[0].first().is_none() && tree.select("main")[0].first().is_some_and(|e| e.name() == "p"));
}
