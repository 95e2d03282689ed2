# Small tables that the other scripts query; WINSALES is the table of the window functions' documentation.
create table category (catid smallint not null, catgroup varchar(10), catname varchar(10)) diststyle all => ok
insert into category values (1, 'Sports', 'MLB'), (2, 'Sports', 'NHL'), (3, 'Shows', 'Opera'), (4, 'Concerts', 'Jazz') => 4 rows
create table event (eventid int not null distkey, catid smallint, eventname varchar(40), starttime timestamp encode az64) compound sortkey (eventid, starttime) => ok
insert into event values (10, 1, 'Yankees', '2008-01-25 14:30:00'), (11, 1, 'Mets', '2008-02-25 19:00:00'), (12, 3, 'Tosca', '2008-03-01 20:00:00'), (13, null, 'Gala', null) => 4 rows
create table sales (salesid int identity(1,1), eventid int, sellerid int, qty smallint, price decimal(8,2), commission decimal(8,2), saletime timestamp) => ok
insert into sales (eventid, sellerid, qty, price, commission, saletime) values (10, 1, 4, 728.00, 109.20, '2008-02-18 02:36:48'), (10, 2, 2, 76.00, 11.40, '2008-06-06 05:00:16'), (12, 1, 2, 350.00, 52.50, '2008-06-06 08:26:17'), (11, 3, 1, 175.00, 26.25, '2008-06-09 08:38:52'), (12, 3, 2, 154.00, 23.10, '2008-08-31 09:17:02') => 5 rows
create table winsales (salesid int, dateid date, sellerid int, buyerid char(10), qty int, qty_shipped int) => ok
insert into winsales values (30001, '2003-08-02', 3, 'b', 10, 10), (10001, '2003-12-24', 1, 'c', 10, 10), (10005, '2003-12-24', 1, 'a', 30, null), (40001, '2004-01-09', 4, 'a', 40, null), (10006, '2004-01-18', 1, 'c', 10, null), (20001, '2004-02-12', 2, 'b', 20, 20), (40005, '2004-02-12', 4, 'a', 10, 10), (20002, '2004-02-16', 2, 'c', 20, 20), (30003, '2004-04-18', 3, 'b', 15, null), (30004, '2004-04-18', 3, 'b', 20, null), (30007, '2004-09-07', 3, 'c', 30, null) => 11 rows
