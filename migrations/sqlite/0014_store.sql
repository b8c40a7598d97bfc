-- What a store says about itself, its own tax rates, and prices in every currency with two decimals.
--
-- SQLite drops a CHECK only with its table, so store and price_list are made again with their rows. Their guards are made
-- again by the guards file behind this one.
pragma defer_foreign_keys = on;

create temporary table store_before as select * from store;
create temporary table price_list_before as select * from price_list;
drop table price_list;
drop table store;

-- A shop that customers see, with its own currency and country.
-- order_minimum is the smallest goods value of an order in minor units, lead_days the working days between an order and its
-- earliest delivery. languages are tags with a blank between them, empty for every language of the program. tax_standard and
-- tax_reduced are rates per ten thousand, null for those that the program knows of the country. mail_from is the sender of
-- mail, empty for the one of the settings.
create table store (
  id blob primary key check (length(id) = 16),
  code text not null constraint store_code unique,
  name text not null,
  currency text not null check (currency in (
    'EUR', 'GBP', 'USD', 'CHF', 'PLN', 'CZK', 'SEK', 'NOK', 'DKK', 'HUF', 'RON', 'BGN', 'CAD', 'AUD', 'NZD')),
  country text not null, tagline text not null, position integer not null, last_event text not null,
  order_minimum integer not null default 0 check (order_minimum >= 0),
  lead_days integer not null default 1 check (lead_days between 0 and 365),
  address text not null default '', languages text not null default '',
  tax_standard integer check (tax_standard between 0 and 10000),
  tax_reduced integer check (tax_reduced between 0 and 10000),
  mail_from text not null default ''
) strict;

-- A list of prices; with store_id it holds for everybody in that store. valid_from and valid_until: null for no limit.
create table price_list (
  id blob primary key check (length(id) = 16),
  code text not null constraint price_list_code unique,
  name text not null,
  currency text not null check (currency in (
    'EUR', 'GBP', 'USD', 'CHF', 'PLN', 'CZK', 'SEK', 'NOK', 'DKK', 'HUF', 'RON', 'BGN', 'CAD', 'AUD', 'NZD')),
  store_id blob references store(id), last_event text not null,
  valid_from integer, valid_until integer
) strict;

insert into store (id, code, name, currency, country, tagline, position, last_event, order_minimum, lead_days)
  select id, code, name, currency, country, tagline, position, last_event, order_minimum, lead_days from store_before;
insert into price_list (id, code, name, currency, store_id, last_event, valid_from, valid_until)
  select id, code, name, currency, store_id, last_event, valid_from, valid_until from price_list_before;
drop table store_before;
drop table price_list_before;
