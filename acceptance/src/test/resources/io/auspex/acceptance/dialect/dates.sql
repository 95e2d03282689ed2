# Literals, casts and arithmetic of dates and times.
select '2008-02-28'::date, date '2008-02-28', cast('2008-02-28' as date) => 2008-02-28|2008-02-28|2008-02-28
select timestamp '2008-02-28 10:20:30', '2008-02-28'::timestamp => 2008-02-28 10:20:30|2008-02-28 00:00:00
select timestamp '2008-02-28 10:20:30.5', timestamp '2008-02-28 10:20:30.123456' => 2008-02-28 10:20:30.5|2008-02-28 10:20:30.123456
select time '13:24:55', '04:05:06.789'::time => 13:24:55|04:05:06.789
select timestamptz '2008-02-28 10:20:30+00', timestamptz '2008-02-28 10:20:30+02' => 2008-02-28 10:20:30+00|2008-02-28 08:20:30+00
select '2008-02-28 10:20:30'::timestamp::date, '2008-02-28 10:20:30'::timestamp::time => 2008-02-28|10:20:30
select 'January 8, 1999'::date => 1999-01-08
select 'Jan-08-1999'::date, '08-Jan-1999'::date, '19990108'::date => 1999-01-08|1999-01-08|1999-01-08
select '1/8/1999'::date, '01.08.1999'::date, '2008-2-3'::date => 1999-01-08|1999-01-08|2008-02-03
select '2008-13-01'::date => ! 22008
select '2009-02-29'::date => ! 22008
- select 'today'::date = current_date => t
select date '2008-01-01' + 5, date '2008-01-01' - 1 => 2008-01-06|2007-12-31
select date '2008-01-05' - date '2008-01-01' => 4
select date '2008-01-01' + interval '1 month', date '2008-01-01' - interval '1 day' => 2008-02-01 00:00:00|2007-12-31 00:00:00
select timestamp '2008-01-01 10:00' + interval '2 hours 30 minutes' => 2008-01-01 12:30:00
select timestamp '2008-01-02 00:00' - timestamp '2008-01-01 12:00' => 12:00:00
select timestamp '2008-01-03 00:00' - timestamp '2008-01-01 12:00' => 1 day 12:00:00
select date '2008-01-01' + time '10:30' => 2008-01-01 10:30:00
select interval '1 day' + interval '2 hours', interval '3 days' * 2 => 1 day 02:00:00|6 days
select interval '52 weeks', interval '0.5 days', interval '1.5 hours' => 364 days|12:00:00|01:30:00
select interval '1 year 2 months', interval '90 minutes' => 1 year 2 mons|01:30:00
- select interval '1' day, interval '2' month, interval '1-3' year to month => 1 day|2 mons|1 year 3 mons
select date '2008-01-01' < date '2008-01-02', date '2008-01-01' = timestamp '2008-01-01 00:00:00' => t|t
select '2008-01-05' > date '2008-01-01', date '2008-01-05' between '2008-01-01' and '2008-12-31' => t|t
select timestamp '2008-01-05 10:00' = '2008-01-05 10:00' => t
select timestamp '2008-01-05 10:00' like '2008%' => t
select current_date = getdate()::date, sysdate::date = current_date, trunc(sysdate) = current_date => t|t|t
select getdate() - sysdate < interval '1 minute', current_timestamp is not null => t|t
select timeofday() is not null, now() is not null => t|t
select current_time is not null, localtime is not null, localtimestamp is not null => t|t|t

# DATEADD: the month, the leap day, times, and the many spellings of date parts.
select dateadd(month, 18, '2008-02-28') => 2009-08-28 00:00:00
select dateadd(m, 30, '2008-02-28') => 2008-02-28 00:30:00
select dateadd(day, 30, date '2008-11-01'), dateadd(d, -1, date '2008-03-01') => 2008-12-01 00:00:00|2008-02-29 00:00:00
select dateadd(month, 1, '2008-04-30'), dateadd(mon, 1, '2008-01-31') => 2008-05-30 00:00:00|2008-02-29 00:00:00
select dateadd(month, 12, '2016-02-29') => 2017-02-28 00:00:00
select dateadd(year, 1, '2016-02-29') => 2017-03-01 00:00:00
select dateadd(hour, 8, time '13:24:55'), dateadd(hour, 12, time '13:24:55') => 21:24:55|01:24:55
select dateadd(week, 2, date '2008-01-01'), dateadd(qtr, 1, date '2008-01-01'), dateadd(yr, -1, date '2008-01-01') => 2008-01-15 00:00:00|2008-04-01 00:00:00|2007-01-01 00:00:00
select dateadd('day', 1, '2008-01-01'), dateadd(hr, 1, '2008-01-01'), dateadd(sec, 90, '2008-01-01') => 2008-01-02 00:00:00|2008-01-01 01:00:00|2008-01-01 00:01:30
select dateadd(ms, 5, '2008-01-01'), dateadd(us, 7, '2008-01-01') => 2008-01-01 00:00:00.005|2008-01-01 00:00:00.000007
select dateadd(decade, 1, '2008-01-01'), dateadd(century, 1, '2008-01-01') => 2018-01-01 00:00:00|2108-01-01 00:00:00
select date_add('day', 3, date '2008-01-01') => 2008-01-04 00:00:00
select dateadd(day, 2 * 3, date '2008-01-01') => 2008-01-07 00:00:00
select dateadd(day, null, date '2008-01-01') => null
select dateadd(foo, 1, date '2008-01-01') => ! 22023
select add_months('2008-04-30', 1), add_months('2008-01-31', 1), add_months(date '2008-03-31', -1) => 2008-05-31 00:00:00|2008-02-29 00:00:00|2008-02-29 00:00:00
select add_months('2008-01-15', 12) => 2009-01-15 00:00:00

# DATEDIFF counts the boundaries that are crossed.
select datediff(week, '2009-01-01', '2009-12-31') => 52
select datediff(year, '2008-12-31', '2009-01-01'), datediff(hour, '2009-01-01 8:30:00', '2009-01-01 10:00:00') => 1|2
select datediff(qtr, '1998-07-01', date '2008-06-05') => 39
select datediff(day, '2008-01-01', '2008-03-01'), datediff(day, '2008-03-01', '2008-01-01') => 60|-60
select datediff(month, '2008-01-31', '2008-02-01'), datediff(mins, '2008-01-01 00:00:59', '2008-01-01 00:01:00') => 1|1
select datediff(minute, time '20:00:00', time '21:00:00'), datediff(hour, time '20:00:00', time '15:24:45') => 60|-5
select datediff(second, '2008-01-01', '2008-01-02'), datediff(ms, '2008-01-01', '2008-01-01 00:00:01') => 86400|1000
select datediff(day, date '2008-01-01', timestamp '2008-01-02 23:59:59') => 1
select date_diff('month', date '2008-01-01', date '2008-12-01') => 11
select datediff(day, null, date '2008-01-01') => null
select months_between('1969-01-18', '1969-03-18'), months_between('1969-01-18', '1969-03-25')::decimal(9,6) => -2|-2.225806
select months_between('2008-03-31', '2008-02-29') => 1

# DATE_PART, EXTRACT and DATE_TRUNC.
select date_part(year, timestamp '2008-06-17 09:44:54'), date_part('month', date '2008-06-17') => 2008|6
select date_part(w, timestamp '2008-06-17 09:44:54'), date_part(minute, timestamp '2009-01-01 02:08:01') => 25|8
select date_part(dow, date '2008-06-15'), date_part(dow, date '2008-06-21'), date_part(doy, date '2008-12-31') => 0|6|366
select date_part(quarter, date '2008-06-17'), date_part(qtr, date '2008-10-01'), date_part(d, date '2008-06-17') => 2|4|17
select date_part(epoch, timestamp '2008-01-01 00:00:01') => 1199145601
select date_part(hour, time '10:20:30'), date_part(second, timestamp '2008-01-01 10:20:30') => 10|30
select date_part(century, date '2000-12-31'), date_part(century, date '2001-01-01'), date_part(decade, date '2008-01-01') => 20|21|200
select date_part(millennium, date '2001-01-01'), date_part(ms, timestamp '2008-01-01 00:00:01.5') => 3|500
select date_part(us, timestamp '2008-01-01 00:00:01.5') => 500000
select date_part_year(date '20220502 04:05:06.789') => 2022
select extract(year from date '2008-06-17'), extract(month from timestamp '2008-06-17 09:44:54') => 2008|6
select extract(minute from timestamp '2009-09-09 12:08:43'), extract('hour' from timestamp '2009-09-09 12:08:43') => 8|12
select extract(qtr from date '2008-06-17'), extract(weekday from date '2008-06-17'), extract(week from date '2008-06-17') => 2|2|25
select extract(epoch from date '1970-01-02'), extract(day from date '2008-06-17') => 86400|17
select date_trunc('month', timestamp '2008-06-17 09:44:54'), date_trunc('week', timestamp '2008-06-17 09:44:54') => 2008-06-01 00:00:00|2008-06-16 00:00:00
select date_trunc('minute', timestamp '2020-04-30 22:05:33'), date_trunc('hour', timestamp '2020-04-30 22:05:33') => 2020-04-30 22:05:00|2020-04-30 22:00:00
select date_trunc('quarter', timestamp '2008-05-17 09:44:54'), date_trunc('year', timestamp '2008-05-17 09:44:54') => 2008-04-01 00:00:00|2008-01-01 00:00:00
select date_trunc('day', date '2008-05-17'), date_trunc('week', date '2008-09-08') => 2008-05-17 00:00:00|2008-09-08 00:00:00
select date_trunc('second', timestamp '2020-04-30 22:05:33.123'), date_trunc('qtr', date '2008-12-31') => 2020-04-30 22:05:33|2008-10-01 00:00:00
select date_trunc('decade', timestamp '2008-05-17') => 2000-01-01 00:00:00
- select date_trunc('century', timestamp '2008-05-17') => 2001-01-01 00:00:00
select trunc(timestamp '2011-07-21 10:32:38.248109') => 2011-07-21

# Other functions of dates.
select last_day('2008-02-12'), last_day(date '2009-02-01'), last_day(timestamp '2008-12-01 10:00') => 2008-02-29|2009-02-28|2008-12-31
select next_day('2014-08-20', 'Tuesday'), next_day('2014-08-20', 'we'), next_day(date '2014-08-20', 'Su') => 2014-08-26|2014-08-27|2014-08-24
select date_cmp(date '2008-01-04', date '2008-01-05'), date_cmp('2008-01-05', '2008-01-04'), date_cmp('2008-01-04', '2008-01-04') => -1|1|0
select timestamp_cmp('2008-01-24 06:43:29', '2008-01-24 06:43:29'), timestamp_cmp('2008-01-24', '2008-02-18') => 0|-1
select date_cmp_timestamp('2008-06-18', '2008-02-18 02:36:48'), timestamp_cmp_date('2008-06-18 10:00', '2008-06-18') => 1|1
select date_cmp_timestamptz('2008-06-18', '2008-02-18 02:36:48+00') => 1
select timestamp_cmp_timestamptz('2008-01-24 06:43:29', '2008-01-24 06:43:29+00') => 0
select timestamptz_cmp('2008-01-24 06:43:29+00', '2008-01-25 06:43:29+00'), timestamptz_cmp_date('2008-01-24 00:00+00', '2008-01-24') => -1|0
select interval_cmp('3 days', '1 year'), interval_cmp('1 week', '7 days'), interval_cmp('2 hours', '1 hour') => -1|0|1
select convert_timezone('EST', '2008-03-05 09:25:29') => 2008-03-05 04:25:29
select convert_timezone('America/New_York', timestamp '2008-08-21 07:23:54') => 2008-08-21 03:23:54
select convert_timezone('US/Pacific', 'US/Eastern', timestamp '2008-08-21 07:23:54') => 2008-08-21 10:23:54
- select convert_timezone('GMT', 'EST+2', '2014-05-17 12:00') => 2014-05-17 10:00:00
- select convert_timezone('PST', '2014-05-17 12:00') => 2014-05-17 04:00:00
select convert_timezone('UTC', 'CET', '2014-01-17 12:00') => 2014-01-17 13:00:00
select timestamp '2001-02-16 20:38:40' at time zone 'MST', timestamptz '2001-02-16 20:38:40-05' at time zone 'MST' => 2001-02-17 03:38:40+00|2001-02-16 18:38:40
select timezone('MST', timestamp '2001-02-16 20:38:40') => 2001-02-17 03:38:40+00
select age(timestamp '2001-04-10', timestamp '1957-06-13') => 43 years 9 mons 27 days
select to_date('02 Oct 2001', 'DD Mon YYYY'), to_date('20010631', 'YYYYMMDD', false) => 2001-10-02|2001-07-01
select to_date('20010631', 'YYYYMMDD', true) => ! 22008
select to_date('2011-09-24', 'YYYY-MM-DD'), to_date('09/24/11', 'MM/DD/YY'), to_date('2001-13-01', 'YYYY-DD-MM') => 2011-09-24|2011-09-24|2001-01-13
select to_date('x', 'YYYY-MM-DD') => ! 22007
select to_timestamp('2011-12-18 23:38:15', 'YYYY-MM-DD HH24:MI:SS') => 2011-12-18 23:38:15+00
select to_timestamp('05 Dec 2000 03:04 PM', 'DD Mon YYYY HH12:MI PM'), to_timestamp('2017','YYYY') => 2000-12-05 15:04:00+00|2017-01-01 00:00:00+00
select to_timestamp('2011-12-18 24:38:15', 'YYYY-MM-DD HH24:MI:SS', true) => ! 22008
select timestamp 'epoch' + 1199145600 * interval '1 second' => 2008-01-01 00:00:00
- select to_timestamp(1199145600) => ! 42883
