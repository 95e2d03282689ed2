create user ana password 'Passw0rd1'
=> CreateUser[name=ana, options=UserOptions[password=Optional[Password[...]], superuser=Optional.empty, createDatabase=Optional.empty, unrestrictedLog=Optional.empty, validUntil=Optional.empty, connectionLimit=OptionalInt.empty, sessionTimeout=OptionalInt.empty], groups=[]]

CREATE USER "Bob" WITH PASSWORD DISABLE NOCREATEDB CREATEUSER SYSLOG ACCESS UNRESTRICTED IN GROUP a, b VALID UNTIL '2027-12-31' CONNECTION LIMIT 5
=> CreateUser[name=Bob, options=UserOptions[password=Optional[Password[...]], superuser=Optional[true], createDatabase=Optional[false], unrestrictedLog=Optional[true], validUntil=Optional[2027-12-31T00:00], connectionLimit=OptionalInt[5], sessionTimeout=OptionalInt.empty], groups=[a, b]]

create user ana
               ^
! 42601 syntax error at end of input: expected PASSWORD
? CREATE USER name PASSWORD 'text', or PASSWORD DISABLE for a user who cannot log in.

create user ana password "x"
                         ^
! 42601 syntax error at or near ""x"": expected a password in single quotes
? Double quotes are for names; write 'x'.

create user ana password 'x' password 'y'
                             ^
! 42601 syntax error at or near "password": PASSWORD is given twice

create user ana password 'x' valid until 'soon'
                                         ^
! 22007 invalid time for VALID UNTIL: 'soon'
? Write '2027-12-31' or '2027-12-31 18:00:00'.

create user ana password 'x' connection limit -1
                                              ^
! 22023 CONNECTION LIMIT -1 is out of range
? It is 0 to 2147483647, or UNLIMITED.

alter user ana nocreateuser connection limit unlimited valid until '2027-12-31 18:00:00+02'
=> AlterUser[name=ana, options=UserOptions[password=Optional.empty, superuser=Optional[false], createDatabase=Optional.empty, unrestrictedLog=Optional.empty, validUntil=Optional[2027-12-31T16:00], connectionLimit=OptionalInt[-1], sessionTimeout=OptionalInt.empty]]

alter user ana session timeout 600
=> AlterUser[name=ana, options=UserOptions[password=Optional.empty, superuser=Optional.empty, createDatabase=Optional.empty, unrestrictedLog=Optional.empty, validUntil=Optional.empty, connectionLimit=OptionalInt.empty, sessionTimeout=OptionalInt[600]]]

alter user ana reset session timeout
=> AlterUser[name=ana, options=UserOptions[password=Optional.empty, superuser=Optional.empty, createDatabase=Optional.empty, unrestrictedLog=Optional.empty, validUntil=Optional.empty, connectionLimit=OptionalInt.empty, sessionTimeout=OptionalInt[0]]]

alter user ana session timeout 59
                               ^
! 22023 SESSION TIMEOUT 59 is out of range
? It is 60 to 1728000 seconds.

alter user ana rename to eva
=> RenamePrincipal[principal=Grantee[kind=USER, name=ana], newName=eva]

alter user ana set search_path to sales, public
=> SetUserParameter[name=ana, parameter=search_path, value=Optional[sales, public]]

alter user ana reset search_path
=> SetUserParameter[name=ana, parameter=search_path, value=Optional.empty]

alter user ana
              ^
! 42601 syntax error at end of input: expected an option of ALTER USER

drop user if exists ana, bob
=> DropUsers[names=[ana, bob], ifExists=true]

create group readers with user ana, bob
=> CreateGroup[name=readers, users=[ana, bob]]

alter group readers add user eva
=> AlterGroup[name=readers, add=true, users=[eva]]

alter group readers drop user eva
=> AlterGroup[name=readers, add=false, users=[eva]]

alter group readers rename to writers
=> RenamePrincipal[principal=Grantee[kind=GROUP, name=readers], newName=writers]

drop group readers
=> DropGroup[name=readers]

create role r
=> CreateRole[name=r]

drop role r force
=> DropRole[name=r, force=true]

grant role a, b to ana with admin option
=> GrantRoles[grant=true, roles=[a, b], grantees=[Grantee[kind=USER, name=ana]], adminOption=true]

grant role a to ana with admin option, role c
                                            ^
! 0A000 WITH ADMIN OPTION for some of several grantees is not supported
? Grant WITH ADMIN OPTION in a statement of its own, or write it behind each user.

grant role a to ana, role c
=> GrantRoles[grant=true, roles=[a], grantees=[Grantee[kind=USER, name=ana], Grantee[kind=ROLE, name=c]], adminOption=false]

grant role a to group g
                ^
! 42601 syntax error at or near "group": expected a user or ROLE name
? Roles are granted to users and to other roles.

revoke admin option for role a from ana
=> GrantRoles[grant=false, roles=[a], grantees=[Grantee[kind=USER, name=ana]], adminOption=true]

grant select, insert on table t, s.u to ana, group g, role r, public
=> GrantPrivileges[grant=true, privileges=Optional[[SELECT, INSERT]], target=Named[kind=TABLE, names=[t, s.u]], grantees=[Grantee[kind=USER, name=ana], Grantee[kind=GROUP, name=g], Grantee[kind=ROLE, name=r], Grantee[kind=PUBLIC, name=public]], option=false]

grant all privileges on t to ana with grant option
=> GrantPrivileges[grant=true, privileges=Optional.empty, target=Named[kind=TABLE, names=[t]], grantees=[Grantee[kind=USER, name=ana]], option=true]

grant select on t to ana, bob with grant option
                                         ^
! 0A000 WITH GRANT OPTION for some of several grantees is not supported
? Grant WITH GRANT OPTION in a statement of its own, or write it behind each user.

grant select on t to group g with grant option
                     ^
! 42601 syntax error at or near "group": WITH GRANT OPTION is for users
? Groups, roles and PUBLIC cannot hand privileges on.

revoke grant option for select on t from ana restrict
=> GrantPrivileges[grant=false, privileges=Optional[[SELECT]], target=Named[kind=TABLE, names=[t]], grantees=[Grantee[kind=USER, name=ana]], option=true]

revoke all on t from ana cascade
                         ^
! 0A000 REVOKE ... CASCADE is not supported
? Revoke what has been handed on first.

grant execute on t to ana
                 ^
! 42601 syntax error at or near "t": invalid privilege type EXECUTE for table
? Privileges on a table are ALTER, DELETE, DROP, INSERT, REFERENCES, SELECT, TRUNCATE or UPDATE.

grant select (a) on t to ana
             ^
! 0A000 privileges on columns are not supported
? Grant SELECT on a view of these columns.

grant usage, create on schema s to ana
=> GrantPrivileges[grant=true, privileges=Optional[[CREATE, USAGE]], target=Named[kind=SCHEMA, names=[s]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant temp on database dev to ana
=> GrantPrivileges[grant=true, privileges=Optional[[TEMP]], target=Named[kind=DATABASE, names=[dev]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant select on all tables in schema s, u to ana
=> GrantPrivileges[grant=true, privileges=Optional[[SELECT]], target=AllTables[schemas=[s, u]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant execute on function f(int, varchar) to ana
=> GrantPrivileges[grant=true, privileges=Optional[[EXECUTE]], target=Functions[names=[f]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant execute on all functions in schema s to ana
=> GrantPrivileges[grant=true, privileges=Optional[[EXECUTE]], target=AllFunctions[schemas=[s]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant execute on model s.m to ana
=> GrantPrivileges[grant=true, privileges=Optional[[EXECUTE]], target=Named[kind=MODEL, names=[s.m]], grantees=[Grantee[kind=USER, name=ana]], option=false]

GRANT ALL ON MODEL m TO PUBLIC
=> GrantPrivileges[grant=true, privileges=Optional.empty, target=Named[kind=MODEL, names=[m]], grantees=[Grantee[kind=PUBLIC, name=public]], option=false]

grant usage on language mlfunc to ana
               ^
! 0A000 privileges on languages are not supported
? GRANT CREATE MODEL TO a user lets that user create models, which is USAGE on language mlfunc.

grant create model to ana
=> GrantPrivileges[grant=true, privileges=Optional[[CREATE_MODEL]], target=Named[kind=SYSTEM, names=[]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant create model, drop model to role r
=> GrantPrivileges[grant=true, privileges=Optional[[CREATE_MODEL, DROP_MODEL]], target=Named[kind=SYSTEM, names=[]], grantees=[Grantee[kind=ROLE, name=r]], option=false]

revoke create model from ana
=> GrantPrivileges[grant=false, privileges=Optional[[CREATE_MODEL]], target=Named[kind=SYSTEM, names=[]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant assumerole on 'arn:aws:iam::1:role/a' to ana for create model, copy
=> GrantPrivileges[grant=true, privileges=Optional[[CREATE_MODEL, COPY]], target=Named[kind=IAM_ROLE, names=[arn:aws:iam::1:role/a]], grantees=[Grantee[kind=USER, name=ana]], option=false]

grant assumerole on default to role r for all
=> GrantPrivileges[grant=true, privileges=Optional.empty, target=Named[kind=IAM_ROLE, names=[default]], grantees=[Grantee[kind=ROLE, name=r]], option=false]

revoke assumerole on all from public for all
=> GrantPrivileges[grant=false, privileges=Optional.empty, target=Named[kind=IAM_ROLE, names=[all]], grantees=[Grantee[kind=PUBLIC, name=public]], option=false]

grant fly on t to ana
      ^
! 42601 syntax error at or near "fly": expected a privilege
? Privileges are ALTER, CREATE, DELETE, DROP, EXECUTE, INSERT, REFERENCES, SELECT, TEMP, TEMPORARY, TRUNCATE, UPDATE or USAGE.

alter default privileges for user ana in schema s grant select on tables to public
=> AlterDefaultPrivileges[users=[ana], schemas=[s], change=GrantPrivileges[grant=true, privileges=Optional[[SELECT]], target=Named[kind=TABLE, names=[]], grantees=[Grantee[kind=PUBLIC, name=public]], option=false]]

alter default privileges grant execute on functions to ana
                                          ^
! 0A000 ALTER DEFAULT PRIVILEGES on FUNCTIONS is not supported
? Default privileges are for TABLES; those of a model's functions are granted on the model.

alter table s.t owner to ana
=> ChangeOwner[kind=TABLE, name=s.t, newOwner=ana]

alter schema s owner to ana
=> ChangeOwner[kind=SCHEMA, name=s, newOwner=ana]

explain grant select on t to ana
        ^
! 0A000 EXPLAIN of this statement is not supported
? EXPLAIN takes SELECT, INSERT, UPDATE, DELETE and CREATE TABLE AS.
