-- Finding people by words, with errors, and by numbers.

drop index contact_entry_search;
alter table contact_entry drop column search_key;
-- The words of a contact, a line for each kind; see domain/src/contact/rank.rs.
alter table contact_entry add column words text not null default '';

-- By which words a contact is found: those of names, companies, addresses and places; numbers of the company; "@" before an
-- e-mail address and "#" before the digits of a phone number from the last to the first. n is the number of the entry. Like
-- the entry, it can be made again at any time, and is written without an event.
create table contact_word (
  word text collate "C" not null, n bigint not null,
  primary key (word, n)
);

-- What words have in common with words that are nearly the same; see domain/src/contact/words.rs.
create table contact_near (key text collate "C" not null, word text collate "C" not null, primary key (key, word));

-- Who bought an article, and what companies call it.
create index bought_item_product on bought_item (product_id, last_at desc);
create index own_item_any on own_item (number_key);

-- The entries of what is there already are made at the next start; in a new database each is made with its row.
update setting set value = '4' where key = 'entries' and not exists (select 1 from product) and not exists (select 1 from contact);
