-- Which of several processes does what only one should do, and until when it has to say so again. A mark, like a setting.
create table lease (
  name text primary key,
  holder text not null,
  until integer not null
) strict;
