//! Tables in HTML, as many programs write them under the name `.xls`. Only the words of cells are taken.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

use crate::guard::{Builder, Guard, clean};
use crate::{Cell, Refusal, Sheet};

/// Whether a text is HTML with a table.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200_000).collect::<String>().to_ascii_lowercase();
    start.starts_with('<') && start.contains("<table")
}

/// Reads all tables of a text, one below the other, as one sheet.
pub(crate) fn read(text: &str, name: &str, guard: &mut Guard<'_>) -> Result<Sheet, Refusal> {
    let table = Table::default();
    let tokenizer = Tokenizer::new(
        Sink {
            guard: RefCell::new(guard),
            table: RefCell::new(table),
            builder: RefCell::new(Builder::new(name.to_owned(), false)),
        },
        TokenizerOpts::default(),
    );
    let input = BufferQueue::default();
    // In pieces, so that a refusal ends the work early.
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.char_indices().map(|(place, _)| place).find(|place| *place >= 65_536).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        input.push_back(StrTendril::from_slice(piece));
        // Scripts are never run: each stop is passed over.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if let Some(why) = tokenizer.sink.table.borrow().refused {
            return Err(why);
        }
        tokenizer.sink.guard.borrow().time()?;
    }
    tokenizer.end();
    let Sink { table, builder, guard } = tokenizer.sink;
    let (mut table, mut builder) = (table.into_inner(), builder.into_inner());
    table.end_row(&mut builder, guard.into_inner())?;
    match table.refused {
        Some(why) => Err(why),
        None => Ok(builder.finish()),
    }
}

/// The cell that is being read.
#[derive(Default)]
struct Table {
    text: Option<String>,
    column: usize,
    span: usize,
    in_row: bool,
    quiet: usize,
    refused: Option<Refusal>,
}

impl Table {
    fn end_cell(&mut self, builder: &mut Builder, guard: &Guard<'_>) -> Result<(), Refusal> {
        let Some(text) = self.text.take() else { return Ok(()) };
        let mut text = words(&text);
        if clean(&mut text) {
            builder.cleaned();
        }
        builder.put(self.column, Cell::from(text.as_str()), guard.limits)?;
        self.column = self.column.saturating_add(self.span.max(1));
        Ok(())
    }

    fn end_row(&mut self, builder: &mut Builder, guard: &mut Guard<'_>) -> Result<(), Refusal> {
        self.end_cell(builder, guard)?;
        if self.in_row {
            builder.end(1, guard)?;
        }
        self.in_row = false;
        Ok(())
    }

    fn tag(&mut self, tag: &Tag, builder: &mut Builder, guard: &mut Guard<'_>) -> Result<(), Refusal> {
        let opens = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "tr" => {
                self.end_row(builder, guard)?;
                if opens {
                    let style = attribute(tag, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
                    builder.begin(builder.number(), style.contains("display:none"));
                    self.column = 0;
                    self.in_row = true;
                }
            }
            "td" | "th" => {
                self.end_cell(builder, guard)?;
                if opens {
                    self.in_row = true;
                    self.span = attribute(tag, "colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1);
                    self.text = Some(String::new());
                }
            }
            "table" => self.end_row(builder, guard)?,
            "script" | "style" | "title" if opens => self.quiet += 1,
            "script" | "style" | "title" => self.quiet = self.quiet.saturating_sub(1),
            "br" | "p" | "div" | "li" => self.say("\n", guard),
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, piece: &str, guard: &Guard<'_>) {
        if let Some(text) = &mut self.text
            && self.quiet == 0
            && text.len() <= guard.limits.cell
        {
            text.push_str(piece);
        }
    }
}

/// The words of a cell, with one blank between them. Non-breaking blanks stay.
fn words(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| one.value.to_string())
}

/// What takes the pieces of HTML.
struct Sink<'a, 'g> {
    guard: RefCell<&'a mut Guard<'g>>,
    table: RefCell<Table>,
    builder: RefCell<Builder>,
}

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let (mut table, mut builder, mut guard) =
            (self.table.borrow_mut(), self.builder.borrow_mut(), self.guard.borrow_mut());
        if table.refused.is_some() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => table.say(&text.replace('\n', " "), &guard),
            Token::TagToken(tag) => {
                if let Err(why) = table.tag(&tag, &mut builder, &mut guard) {
                    table.refused = Some(why);
                }
                // The content of a script or style is no markup.
                if tag.kind == TagKind::StartTag && matches!(&*tag.name, "script" | "style" | "title") {
                    return TokenSinkResult::RawData(states::RawKind::Rawtext);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
