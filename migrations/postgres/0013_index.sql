-- The trigger of the log fills the index from the event that it was called for; only what comes from elsewhere is asked
-- whether it is about the newest event.
drop trigger audit_index_insert on audit_index;
create trigger audit_index_insert before insert on audit_index for each row when (pg_trigger_depth() = 0) execute function audit_index_check();
