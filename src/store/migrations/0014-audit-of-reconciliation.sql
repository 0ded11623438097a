-- Rows of tables that are reconciled are questions as others are, and stand in the trail.

alter table screening_audit drop constraint screening_audit_kind_check,
  add constraint screening_audit_kind_check
    check (kind in ('match', 'reconcile', 'search', 'as-of', 'subscription', 'command'));
