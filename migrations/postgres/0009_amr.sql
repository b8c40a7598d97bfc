-- amr: how the agent proved who they are, by spaces (RFC 8176); every event of the session says it.
alter table behalf add column amr text not null default 'pwd';
