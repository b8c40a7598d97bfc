-- Finding products: by numbers, words, sizes and what they have.

-- The number under a bar code, digits alone.
alter table product add column gtin text;
create unique index product_gtin on product (gtin);

-- What customers of a store call something: word is what they type, means is what products are called; both folded.
create table synonym (
  id blob primary key check (length(id) = 16),
  store_id blob not null references store(id),
  word text not null, means text not null, last_event text not null
) strict;
create unique index synonym_word on synonym (store_id, word, means);

-- How a product that can be bought is found. Everything in it comes from the rows of the product and its categories; it is
-- written without an event, because it can be made again at any time. See domain/src/catalog/entry.rs.
-- number_key and gtin_key are the numbers as they are looked for; name_key sorts as the name does, in hexadecimal digits;
-- words are the parts of name, attributes and number in sections; marks are its categories and the values of its attributes;
-- parts are both as PostgreSQL finds them, and empty here, where search_product has them.
create table product_entry (
  n integer primary key,
  product_id blob not null constraint product_entry_product unique references product(id),
  number_key text not null, gtin_key text not null, name_key text not null,
  words text not null, marks text not null, parts text not null
) strict;
create index product_entry_number on product_entry (number_key);
create index product_entry_gtin on product_entry (gtin_key);

-- The words and marks of products, whole or by their beginning.
create virtual table search_product using fts5 (
  words, marks, content = 'product_entry', content_rowid = 'n',
  tokenize = "unicode61 remove_diacritics 0 tokenchars './_-'", prefix = '3 4', detail = none, columnsize = 0
);
create trigger search_product_insert after insert on product_entry begin
  insert into search_product (rowid, words, marks) values (new.n, new.words, new.marks);
end;
create trigger search_product_update after update of words, marks on product_entry begin
  insert into search_product (search_product, rowid, words, marks) values ('delete', old.n, old.words, old.marks);
  insert into search_product (rowid, words, marks) values (new.n, new.words, new.marks);
end;
create trigger search_product_delete after delete on product_entry begin
  insert into search_product (search_product, rowid, words, marks) values ('delete', old.n, old.words, old.marks);
end;

-- A value that products have: code and key are its mark, name and label what people read; number and unit where it is a
-- measure, for ranges.
create table attribute_value (
  code text not null, key text not null, name text not null, label text not null,
  number real, unit text not null,
  primary key (code, key)
) strict, without rowid;

-- The words of all products, and the parts of three letters of each, to find the word that was meant.
create table product_word (word text primary key) strict, without rowid;
create table product_gram (
  gram text not null, word text not null references product_word(word),
  primary key (gram, word)
) strict, without rowid;

-- The entries of what is there already are made at the next start; in a new database each is made with its row.
update setting set value = '2' where key = 'entries' and not exists (select 1 from product) and not exists (select 1 from contact);
