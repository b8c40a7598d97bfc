-- Finding products: by numbers, words, sizes and what they have.

-- The number under a bar code, digits alone.
alter table product add column gtin text;
create unique index product_gtin on product (gtin);

-- What customers of a store call something: word is what they type, means is what products are called; both folded.
create table synonym (
  id uuid primary key,
  store_id uuid not null references store(id),
  word text not null, means text not null, last_event text not null
);
create unique index synonym_word on synonym (store_id, word, means);

-- How a product that can be bought is found. Everything in it comes from the rows of the product and its categories; it is
-- written without an event, because it can be made again at any time. See domain/src/catalog/entry.rs.
-- number_key and gtin_key are the numbers as they are looked for; name_key sorts as the name does, in hexadecimal digits;
-- words are the parts of name, attributes and number in sections; marks are its categories and the values of its attributes;
-- parts are both as they are found. They are parts already, so nothing reads them as a language.
create table product_entry (
  n bigint generated always as identity primary key,
  product_id uuid not null constraint product_entry_product unique references product(id),
  number_key text collate "C" not null, gtin_key text collate "C" not null, name_key text collate "C" not null,
  words text not null, marks text not null, parts tsvector not null
);
create index product_entry_number on product_entry (number_key);
create index product_entry_gtin on product_entry (gtin_key);

-- Without fastupdate a search never has to look through entries that are not in the index yet.
create index product_entry_parts on product_entry using gin (parts) with (fastupdate = off);

-- A value that products have: code and key are its mark, name and label what people read; number and unit where it is a
-- measure, for ranges.
create table attribute_value (
  code text collate "C" not null, key text collate "C" not null, name text not null, label text not null,
  number double precision, unit text not null,
  primary key (code, key)
);

-- The words of all products, and the parts of three letters of each, to find the word that was meant.
create table product_word (word text collate "C" primary key);
create table product_gram (
  gram text collate "C" not null, word text collate "C" not null references product_word(word),
  primary key (gram, word)
);

-- The entries of what is there already are made at the next start; in a new database each is made with its row.
update setting set value = '2' where key = 'entries' and not exists (select 1 from product) and not exists (select 1 from contact);
