-- What a store says about itself, its own tax rates, and prices in every currency with two decimals.

alter table store drop constraint store_currency_check;
alter table store add constraint store_currency_check check (currency in (
    'EUR', 'GBP', 'USD', 'CHF', 'PLN', 'CZK', 'SEK', 'NOK', 'DKK', 'HUF', 'RON', 'BGN', 'CAD', 'AUD', 'NZD'));
alter table price_list drop constraint price_list_currency_check;
alter table price_list add constraint price_list_currency_check check (currency in (
    'EUR', 'GBP', 'USD', 'CHF', 'PLN', 'CZK', 'SEK', 'NOK', 'DKK', 'HUF', 'RON', 'BGN', 'CAD', 'AUD', 'NZD'));

-- languages are tags with a blank between them, empty for every language of the program. tax_standard and tax_reduced are
-- rates per ten thousand, null for those that the program knows of the country. mail_from is the sender of mail, empty for
-- the one of the settings.
alter table store add column address text not null default '';
alter table store add column languages text not null default '';
alter table store add column tax_standard bigint check (tax_standard between 0 and 10000);
alter table store add column tax_reduced bigint check (tax_reduced between 0 and 10000);
alter table store add column mail_from text not null default '';
