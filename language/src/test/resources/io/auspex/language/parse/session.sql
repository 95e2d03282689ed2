begin
=> Begin[readOnly=false]

BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY
=> Begin[readOnly=true]

start transaction read write, isolation level repeatable read
=> Begin[readOnly=false]

end work
=> Commit[]

commit and no chain
=> Commit[]

abort
=> Rollback[]

rollback to savepoint a
^
! 0A000 SAVEPOINT is not supported

commit and chain
           ^
! 0A000 AND CHAIN is not supported

begin isolation level high
                      ^
! 42601 syntax error at or near "high": expected an isolation level

begin work now
           ^
! 42601 syntax error at or near "now": expected a transaction mode

set search_path to '$user', public, "My Schema"
=> SetParameter[name=search_path, value=Optional["$user", public, "My Schema"]]

set session characteristics as transaction isolation level read committed
=> SetParameter[name=default_transaction_isolation, value=Optional[read committed]]

set session characteristics as transaction read only
=> SetParameter[name=default_transaction_read_only, value=Optional[on]]

set transaction isolation level serializable
=> SetParameter[name=transaction_isolation, value=Optional[serializable]]

set local statement_timeout = 1000
=> SetParameter[name=statement_timeout, value=Optional[1000]]

set session to 5
=> SetParameter[name=session, value=Optional[5]]

set x.y = -1.5
=> SetParameter[name=x.y, value=Optional[-1.5]]

SET TimeZone = 'Europe/Berlin'
=> SetParameter[name=timezone, value=Optional[Europe/Berlin]]

set time zone local
=> SetParameter[name=timezone, value=Optional.empty]

set names 'UTF8'
=> SetParameter[name=client_encoding, value=Optional[UTF8]]

set query_group to default
=> SetParameter[name=query_group, value=Optional.empty]

set readonly=1
=> SetParameter[name=readonly, value=Optional[1]]

set x
     ^
! 42601 syntax error at end of input: expected TO or =

set x to
        ^
! 42601 syntax error at end of input: expected a value for x

set session authorization bob
=> SetSessionUser[user=Optional[bob]]

SET SESSION AUTHORIZATION DEFAULT
=> SetSessionUser[user=Optional.empty]

set role bob
^
! 0A000 SET ROLE is not supported

set role none
=> NoOperation[commandTag=SET]

# Cursors, as psql's FETCH_COUNT, psycopg2 and people write them.

DECLARE _psql_cursor NO SCROLL CURSOR FOR
select 1;
=> DeclareCursor[name=_psql_cursor, query=select 1, offset=42]

DECLARE "Named" CURSOR WITHOUT HOLD FOR SELECT * FROM t
=> DeclareCursor[name=Named, query=SELECT * FROM t, offset=40]

declare c scroll cursor for select 1
          ^
! 0A000 SCROLL cursors are not supported

declare c cursor with hold for select 1
                 ^
! 0A000 cursors WITH HOLD are not supported

declare c cursor for delete from t
                     ^
! 42601 syntax error at or near "delete": expected a SELECT behind FOR

FETCH FORWARD 100 FROM _psql_cursor
=> FetchCursor[name=_psql_cursor, most=100]

fetch c
=> FetchCursor[name=c, most=1]

fetch next from c
=> FetchCursor[name=c, most=1]

fetch forward from c
=> FetchCursor[name=c, most=1]

fetch 7 in c
=> FetchCursor[name=c, most=7]

fetch all from c
=> FetchCursor[name=c, most=9223372036854775807]

fetch forward all from c
=> FetchCursor[name=c, most=9223372036854775807]

fetch backward 3 from c
      ^
! 55000 cursor can only scan forward: FETCH BACKWARD is not supported

fetch 0 from c
      ^
! 22023 FETCH takes a number of rows from 1 on, not 0

close c
=> CloseCursor[name=Optional[c]]

close all
=> CloseCursor[name=Optional.empty]

cancel 1001 'enough'
=> CancelProcess[processId=1001, message=Optional[enough]]

cancel now
       ^
! 42601 syntax error at or near "now": expected the number of a process

reset all
=> ResetParameter[name=Optional.empty]

reset session authorization
=> SetSessionUser[user=Optional.empty]

show all
=> ShowParameter[name=Optional.empty]

show transaction isolation level
=> ShowParameter[name=Optional[transaction_isolation]]

SHOW TIME ZONE
=> ShowParameter[name=Optional[timezone]]

show server_version
=> ShowParameter[name=Optional[server_version]]

# The metadata family, as the Redshift driver sends it.

SHOW DATABASES;
=> ShowMetadata[kind=DATABASES, path=[], like=Optional.empty]

SHOW SCHEMAS FROM DATABASE $1 LIKE $2
=> ShowMetadata[kind=SCHEMAS, path=[Parameter[number=1]], like=Optional[Parameter[number=2]]]

SHOW TABLES FROM SCHEMA $1.$2
=> ShowMetadata[kind=TABLES, path=[Parameter[number=1], Parameter[number=2]], like=Optional.empty]

show columns from table dev."Public".t like '%a'
=> ShowMetadata[kind=COLUMNS, path=[Literal[value=dev], Literal[value=Public], Literal[value=t]], like=Optional[Literal[value=%a]]]

SHOW CONSTRAINTS PRIMARY KEYS FROM TABLE $1.$2.$3
=> ShowMetadata[kind=PRIMARY_KEYS, path=[Parameter[number=1], Parameter[number=2], Parameter[number=3]], like=Optional.empty]

SHOW CONSTRAINTS FOREIGN KEYS EXPORTED FROM TABLE $1.$2.$3
=> ShowMetadata[kind=EXPORTED_FOREIGN_KEYS, path=[Parameter[number=1], Parameter[number=2], Parameter[number=3]], like=Optional.empty]

SHOW FUNCTIONS FROM SCHEMA $1.$2 LIKE $3
=> ShowMetadata[kind=FUNCTIONS, path=[Parameter[number=1], Parameter[number=2]], like=Optional[Parameter[number=3]]]

SHOW PARAMETERS OF PROCEDURE $1.$2.$3
=> ShowMetadata[kind=PROCEDURE_PARAMETERS, path=[Parameter[number=1], Parameter[number=2], Parameter[number=3]], like=Optional.empty]

SHOW GRANTS ON TABLE $1.$2.$3
=> ShowMetadata[kind=GRANTS, path=[Parameter[number=1], Parameter[number=2], Parameter[number=3]], like=Optional.empty]

SHOW COLUMN GRANTS ON TABLE $1.$2.$3 LIKE $4
=> ShowMetadata[kind=COLUMN_GRANTS, path=[Parameter[number=1], Parameter[number=2], Parameter[number=3]], like=Optional[Parameter[number=4]]]

show columns
            ^
! 42601 syntax error at end of input: expected FROM TABLE

show tables from schema $0
                        ^
! 42P02 there is no parameter $0

show grants for bob
=> ShowMetadata[kind=USER_GRANTS, path=[Literal[value=bob]], like=Optional.empty]

show grants for role r
=> ShowMetadata[kind=ROLE_GRANTS, path=[Literal[value=r]], like=Optional.empty]

show grants on schema dev.s
=> ShowMetadata[kind=SCHEMA_GRANTS, path=[Literal[value=dev], Literal[value=s]], like=Optional.empty]

show grants on function s.f(int, varchar)
=> ShowMetadata[kind=FUNCTION_GRANTS, path=[Literal[value=s], Literal[value=f]], like=Optional.empty]

show grants on model m
               ^
! 42601 syntax error at or near "model": expected TABLE, SCHEMA, DATABASE or FUNCTION

deallocate prepare "S_1"
=> Deallocate[name=Optional[S_1]]

discard all
=> DiscardAll[]

vacuum full public.t to 99 percent
=> NoOperation[commandTag=VACUUM]

analyze t
=> NoOperation[commandTag=ANALYZE]

/* partner: "metabase" */ -- nothing
=> Empty[]

;;
=> Empty[]
