-- Pictures and documents of products.

-- A file that was checked. Its content is in the object store under digest, the SHA-256 of what is stored there, in
-- hexadecimal; a picture also has smaller ones there, see domain/src/media/files.rs. width and height are those of the
-- picture in pixels, 0 for a document.
create table media (
  id blob primary key check (length(id) = 16),
  digest text not null constraint media_digest unique check (length(digest) = 64),
  kind text not null check (kind in ('picture', 'svg', 'document')),
  media_type text not null, file_name text not null,
  size integer not null check (size > 0),
  width integer not null check (width >= 0), height integer not null check (height >= 0),
  created_at integer not null, last_event text not null
) strict;

-- Which of them belong to a product, in which order. title is what a picture shows in words, or how a document is called;
-- empty for the name of the product, or of the file.
create table product_media (
  product_id blob not null references product(id), media_id blob not null references media(id),
  position integer not null, title text not null,
  primary key (product_id, media_id)
) strict, without rowid;
create index product_media_media on product_media (media_id);
