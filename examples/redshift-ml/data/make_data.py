#!/usr/bin/env python3
"""Makes the files beside it: what the tutorials COPY.

    python3 examples/redshift-ml/data/make_data.py

Needs nothing but Python. Same files on every run: the only chance is a generator with a fixed seed. Real data come from data/ (see
data/MANIFEST.md for sources and licences) and only change their shape; a stand-in has the columns, the types and roughly the shape
of a file that is not ours to ship, and made-up rows.
"""

import csv
import gzip
import io
import math
import random
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
REAL = HERE.parents[2] / "data"


def rows_of(name):
    with open(REAL / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def picked(number, share):
    """Whether a row belongs to a share of all, by the hash that data/MANIFEST.md splits with."""
    return (number * 2654435761) % 4294967296 < share * 4294967296


def text(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def write(name, content):
    if name.endswith(".gz"):
        content = gzip.compress(content, 9, mtime=0)
    (HERE / name).write_bytes(content)
    print(f"{name:32} {len(content):8,} bytes")


def customer_activity():
    """T1, real: the telecom customers, with the sum of charges and a date that only says what to learn from."""
    columns = [
        "state", "account_length", "area_code", "phone", "intl_plan", "vmail_plan", "vmail_message", "day_mins", "day_calls",
        "day_charge", "total_charge", "eve_mins", "eve_calls", "eve_charge", "night_mins", "night_calls", "night_charge",
        "intl_mins", "intl_calls", "intl_charge", "cust_serv_calls", "churn", "record_date",
    ]
    table = [columns]
    for i, row in enumerate(rows_of("churn_telecom.csv")):
        charges = (float(row[c]) for c in ("day_charge", "eve_charge", "night_charge", "intl_charge"))
        row["total_charge"] = f"{sum(charges):.2f}"
        for name in row:
            if name.endswith(("_mins", "_charge")):
                row[name] = f"{float(row[name]):g}"
        row["churn"] += "."
        row["record_date"] = "2020-02-01" if picked(i, 0.25) else "2019-06-01"
        table.append([row[c] for c in columns])
    write("customer_activity.csv.gz", text(table))


def taxi():
    """T2, stand-in: passengers of taxis every half hour, with the rhythm of days and weeks and four odd evenings."""
    chance = random.Random(2)
    start = datetime(2014, 7, 1)
    table = [["timestamp", "value"]]
    for i in range(90 * 48):
        at = start + timedelta(minutes=30 * i)
        hour = at.hour + at.minute / 60
        level = 15_000 + 8_000 * math.sin((hour - 12.5) / 24 * 2 * math.pi) + 3_500 * math.sin((hour - 6) / 12 * 2 * math.pi)
        level *= 0.85 if at.weekday() >= 5 and 6 <= hour < 12 else 1
        if at.day == 17 and 20 <= hour < 23:
            level *= 1.8
        table.append([at, max(8, round(level + chance.gauss(0, 700)))])
    write("NAB_nyc_taxi.csv", text(table))


def gdelt():
    """T3, stand-in: 57 columns of events between actors in seven parts of the world."""
    chance = random.Random(3)
    places = [
        ("USA", "UNITED STATES", "US", 38.9, -77.0), ("GBR", "UNITED KINGDOM", "UK", 51.5, -0.1), ("FRA", "FRANCE", "FR", 48.9, 2.3),
        ("SUN", "SOVIET UNION", "RS", 55.8, 37.6), ("CHN", "CHINA", "CH", 39.9, 116.4), ("ISR", "ISRAEL", "IS", 31.8, 35.2),
        ("ZAF", "SOUTH AFRICA", "SF", -25.7, 28.2), ("AUS", "AUSTRALIA", "AS", -33.9, 151.2), ("BRA", "BRAZIL", "BR", -15.8, -47.9),
    ]
    ethnic = ["", "", "", "arb", "jew", "zul"]
    table = []
    for i in range(900):
        day = datetime(1979, 1, 1) + timedelta(days=i * 365 // 900)
        first, second, action = chance.choice(places), chance.choice(places), None
        action = first if chance.random() < 0.5 else second
        group = chance.choice(ethnic)
        root = chance.choice([1, 2, 3, 4, 5, 8, 11, 12, 17, 19])
        base = root * 10 + chance.randrange(4)
        articles = 1 + int(chance.expovariate(0.25))

        def actor(place, code):
            named = chance.random() < 0.8
            return [place[0] if named else "", place[1] if named else "", place[0] if named else "", "", code, "", "",
                    "GOV" if chance.random() < 0.3 else "", "", ""]

        def geography(place):
            return [1, place[1].title(), place[2], place[2], f"{place[3] + chance.gauss(0, 1.5):.2f}",
                    f"{place[4] + chance.gauss(0, 1.5):.2f}", ""]

        table.append(
            [i + 1, f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, f"{1979 + day.timetuple().tm_yday / 365:.4f}"]
            + actor(first, group) + actor(second, group if chance.random() < 0.5 else chance.choice(ethnic))
            + [int(chance.random() < 0.4), base, base, root, 1 + root // 6, f"{7.5 - root * 0.8:.1f}", articles,
               1 + articles // 5, articles, f"{chance.gauss(5.5 - root * 0.4, 2.5):.3f}"]
            + geography(first) + geography(second) + geography(action) + ["20130203"])
    write("1979.csv", text(table, "\t"))


def retail():
    """T4, stand-in: invoices of a shop. Some customers come every month, most come in a few months only."""
    chance = random.Random(4)
    goods = [
        ("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 2.55), ("22423", "REGENCY CAKESTAND 3 TIER", 12.75),
        ("47566", "PARTY BUNTING", 4.95), ("20725", "LUNCH BAG RED RETROSPOT", 1.65), ("22720", "SET OF 3 CAKE TINS PANTRY DESIGN", 4.95),
        ("21212", "PACK OF 72 RETROSPOT CAKE CASES", 0.55), ("22197", "POPCORN HOLDER", 0.85), ("23084", "RABBIT NIGHT LIGHT", 2.08),
        ("22086", "PAPER CHAIN KIT 50'S CHRISTMAS", 2.95), ("84879", "ASSORTED COLOUR BIRD ORNAMENT", 1.69),
    ]
    countries = ["United Kingdom"] * 8 + ["Germany", "France", "EIRE", "Spain"]
    months = [datetime(2010, 12, 1)] + [datetime(2011, m, 1) for m in range(1, 13)]
    table = [["invoiceno", "stockcode", "description", "quantity", "invoicedate", "unitprice", "customerid", "country"]]
    invoice = 536_365
    for customer in range(48):
        active = 1 + customer * 13 // 48
        country = chance.choice(countries)
        visits = sorted(chance.sample(months, active))
        while len(visits) < 42:
            visits.append(chance.choice(visits[:active]))
        for month in sorted(visits):
            day = month + timedelta(days=chance.randrange(28))
            code, description, price = chance.choice(goods)
            table.append([invoice, code, description, chance.randrange(1, 25), f"{day:%Y-%m-%d}", price, 12_346 + 37 * customer, country])
            invoice += 1
    write("ecommerce_data.txt", b"".join("\t".join(map(str, row)).encode() + b"\n" for row in table))


def banknotes():
    """T5, stand-in: two kinds of notes whose four numbers lie apart, as many as in the original."""
    chance = random.Random(5)
    kinds = {0: [(2.3, 1.8), (4.3, 4.5), (0.8, 2.6), (-1.1, 1.6)], 1: [(-2.9, 1.3), (-1.0, 4.2), (2.2, 3.4), (-1.2, 1.7)]}
    notes = []
    while len(notes) < 1_372:
        kind = int(len(notes) >= 762)
        note = [chance.gauss(mean, deviation) for mean, deviation in kinds[kind]]
        # A clear margin: what is near the border is no note of either kind.
        if abs(note[0] + 0.15 * note[1] + 0.1) > 0.6 and (note[0] + 0.15 * note[1] + 0.1 > 0) == (kind == 0):
            notes.append([f"{value:.4f}" for value in note] + [kind])
    header = [["variance", "skewness", "curtosis", "entropy", "class"]]
    chance.shuffle(notes)
    write("banknote_train.csv", text(header + notes[:1_096]))
    write("banknote_test.csv", text(header + notes[1_096:]))


def bicycles():
    """T6, stand-in: hours of the Washington bicycles (real counts, a tenth of them) told as trips, weather and holidays of Toronto."""
    hours = [(i, row) for i, row in enumerate(rows_of("bike_sharing_hour.csv")) if picked(i, 0.16)]
    trips = [["trip_id", "trip_duration_seconds", "trip_start_time", "trip_stop_time", "from_station_name", "to_station_name",
              "from_station_id", "to_station_id", "user_type"]]
    weather = [[
        "longitude_x", "latitude_y", "station_name", "climate_id", "datetime_utc", "weather_year", "weather_month", "weather_day",
        "time_utc", "temp_c", "temp_flag", "dew_point_temp_c", "dew_point_temp_flag", "rel_hum", "rel_hum_flag", "precip_amount_mm",
        "precip_amount_flag", "wind_dir_10s_deg", "wind_dir_flag", "wind_spd_kmh", "wind_spd_flag", "visibility_km", "visibility_flag",
        "stn_press_kpa", "stn_press_flag", "hmdx", "hmdx_flag", "wind_chill", "wind_chill_flag", "weather",
    ]]
    holidays = {}
    for _, row in hours:
        day = datetime.fromisoformat(row["dteday"])
        # Six years on, so that it is 2017 and 2018 and the weekdays are off by one at most.
        day = day.replace(year=day.year + 6) if (day.month, day.day) != (2, 29) else datetime(2018, 3, 1)
        local = day + timedelta(hours=int(row["hr"]))
        utc = local + timedelta(hours=4 if datetime(day.year, 3, 12) <= local < datetime(day.year, 11, 5) else 5)
        # The tutorial's data are in UTC until the end of June 2017, and local after it.
        start = utc if utc < datetime(2017, 7, 1) else local
        stop = start + timedelta(minutes=10)
        for _ in range(max(1, round(int(row["cnt"]) / 10))):
            trips.append([len(trips), 600, start, stop, "Union Station", "Queens Quay", 7_033, 7_016, "Member"])
        temperature = f"{float(row['temp']) * 41:.1f}"
        rain = {"1": "0.0", "2": "0.1", "3": "2.4", "4": "9.0"}[row["weathersit"]]
        weather.append(["-79.4", "43.63", "TORONTO CITY", "6158355", utc, utc.year, utc.month, utc.day, f"{utc:%H:%M}", temperature, "", "",
                        "", round(float(row["hum"]) * 100), "", rain, "", "", "", round(float(row["windspeed"]) * 67), "", "", "", "", "",
                        "", "", "", "", ""])
        if row["holiday"] == "1":
            holidays[day.date()] = "Public holiday"
    write("ridership.csv.gz", text(trips))
    write("weather.csv.gz", text(weather))
    write("holiday.csv.gz", text([["holiday_date", "description"]] + sorted(holidays.items())))


def covertype():
    """T8, real: 15,000 of the original 581,012 rows, without a header and packed as the original."""
    write("covtype.data.gz", text([list(row.values()) for row in rows_of("covtype_15k.csv")]))


def abalones():
    """T7, T9 and T11, real: the abalones as the tutorials' own files have them."""
    rows = rows_of("abalone.csv")
    numbers = ["length", "diameter", "height", "whole_weight", "shucked_weight", "viscera_weight", "shell_weight"]
    numbered = [["length_val", *numbers[1:], "rings", "record_number"]]
    for i, row in enumerate(rows):
        numbered.append([row[c] for c in numbers] + [row["rings"], i + 1])
    write("abalone_xgb.csv.gz", text(numbered))
    # T11 tests on records that the model of make_model.py has not seen. Sex is a number as in the file of that sample.
    sexes = {"M": 1, "F": 2, "I": 3}
    write("abalone_test.csv", text(
        [row["rings"], sexes[row["sex"]], *(row[c] for c in numbers)] for i, row in enumerate(rows) if picked(i, 0.25)))


def electricity():
    """T10, stand-in: the last 400 hours of twelve real hourly series of the M4 competition, as consumers of electricity."""
    series = {}
    for row in rows_of("m4_hourly_12.csv"):
        series.setdefault(row["series_id"], []).append(row)
    table = [["id", "timestamp", "target"]]
    for name, rows in series.items():
        table += [["client_" + name.lower(), row["ts"], row["value"]] for row in rows[-400:]]
    write("electricity.csv", text(table))


if __name__ == "__main__":
    for make in (customer_activity, taxi, gdelt, retail, banknotes, bicycles, covertype, abalones, electricity):
        make()
