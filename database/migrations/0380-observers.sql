-- Somebody who reads what an associate reads, and changes nothing.
alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check check (role in ('observer', 'associate', 'senior', 'lead', 'supervisor', 'administrator'));
