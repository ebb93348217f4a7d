//! Times: RFC 3339 §5.6 and its appendix A.

/// `full-date "T" full-time`
pub(super) fn is_date_time(text: &str) -> bool {
    text.is_char_boundary(10.min(text.len()))
        && text.len() > 11
        && is_date(&text[..10])
        && text[10..].starts_with(['T', 't'])
        && is_time(&text[11..])
}

/// `full-date`: a day that exists.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `full-time`: with an offset; a 60th second only where leap seconds are, at the end of a day in UTC.
pub(super) fn is_time(text: &str) -> bool {
    let Some(place) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (time, offset) = text.split_at(place);
    let (time, fraction) = time.split_once('.').map_or((time, None), |(time, fraction)| (time, Some(fraction)));
    let is_fraction = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = time.split(':').collect();
    let [hour, minute, second] = parts[..] else { return false };
    let (Some(hour), Some(minute), Some(second)) = (number(hour, 2), number(minute, 2), number(second, 2)) else {
        return false;
    };
    let Some(offset) = offset_minutes(offset) else { return false };
    let is_day_end = (hour * 60 + minute + 2 * 1440 - offset) % 1440 == 1439;
    hour < 24 && minute < 60 && (second < 60 || second == 60 && is_day_end) && fraction.is_none_or(is_fraction)
}

fn offset_minutes(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// `duration`: units in their order, each once, weeks alone.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let has_units = |text: &str, units: &str| !text.is_empty() && in_order(text, units);
    match time {
        None => has_units(date, "YMD") || has_units(date, "W"),
        Some(time) => in_order(date, "YMD") && has_units(time, "HMS"),
    }
}

fn in_order(mut text: &str, units: &str) -> bool {
    let mut units = units.chars();
    while !text.is_empty() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = text[digits..].chars().next() else { return false };
        if digits == 0 || !units.any(|known| known == unit) {
            return false;
        }
        text = &text[digits + unit.len_utf8()..];
    }
    true
}

fn number(text: &str, length: usize) -> Option<i32> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
