//! Generated code as people lay it out: prettyplease's lines are short and stand close, so what fits on a line is joined,
//! and items are parted. Only white space changes, and commas that end a list.

/// The longest line that something is joined on.
const WIDTH: usize = 120;

/// What items begin with.
const BEGINNINGS: [&str; 9] = ["///", "#[", "pub ", "pub(", "fn ", "impl", "struct ", "enum ", "mod "];

/// prettyplease's output, laid out.
pub(crate) fn laid_out(code: &str) -> String {
    spaced(&joined(code))
}

/// Lists and chains of calls on one line where there is room for them.
fn joined(code: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for text in code.lines() {
        let line = Line::new(text);
        if !line.text.starts_with('.') {
            join_chain(&mut lines);
        }
        lines.push(line);
        join_closure(&mut lines);
        while join_list(&mut lines) {}
    }
    lines
}

struct Line {
    indent: usize,
    text: String,
}

impl Line {
    fn new(line: &str) -> Self {
        let text = line.trim_start();
        Self { indent: line.len() - text.len(), text: text.to_owned() }
    }

    fn is_comment(&self) -> bool {
        self.text.starts_with("//")
    }
}

/// Joins the last lines, if they are a list: what opens it, a line for each element, what closes it.
fn join_list(lines: &mut Vec<Line>) -> bool {
    let Some(last) = lines.last() else { return false };
    let opener = match last.text.chars().next() {
        Some(')') => '(',
        Some(']') => '[',
        Some('>') => '<',
        _ => return false,
    };
    let before = &lines[..lines.len() - 1];
    let Some(start) = before.iter().rposition(|line| line.indent <= last.indent) else { return false };
    let (first, elements) = (&lines[start], &lines[start + 1..lines.len() - 1]);
    // The head of a chain of calls stands four columns before its own list.
    let is_head = last.indent == first.indent + 4;
    let is_element = |line: &Line| {
        line.indent == last.indent + 4 && !line.is_comment() && !line.text.starts_with(['#', '.', ')', ']', '}'])
    };
    let is_list = (first.indent == last.indent || is_head)
        && !first.is_comment()
        && first.text.ends_with(opener)
        // A list that opens another one waits for it.
        && !last.text.ends_with(['(', '[', '<'])
        && !elements.is_empty()
        && elements.iter().all(is_element);
    if !is_list {
        return false;
    }
    let length: usize = lines[start..].iter().map(|line| line.text.chars().count() + 1).sum();
    if last.indent + length > WIDTH + 1 {
        join_elements(lines, start + 1);
        return false;
    }
    let mut text = first.text.clone();
    for (place, element) in elements.iter().enumerate() {
        text.push_str(if place == 0 { "" } else { " " });
        text.push_str(&element.text);
    }
    // A tuple of one is nothing but its comma.
    let is_call = first.text[..first.text.len() - 1]
        .ends_with(|letter: char| letter.is_alphanumeric() || "_>!?".contains(letter));
    if (is_call || elements.len() > 1) && text.ends_with(',') {
        text.pop();
    }
    text.push_str(&last.text);
    let indent = first.indent;
    lines.truncate(start);
    lines.push(Line { indent, text });
    true
}

/// Joins a list's elements, which begin at that line, on a line of their own, if they have room there.
fn join_elements(lines: &mut Vec<Line>, start: usize) {
    let elements = &lines[start..lines.len() - 1];
    let length: usize = elements.iter().map(|line| line.text.chars().count() + 1).sum();
    let indent = elements[0].indent;
    if indent + length > WIDTH + 1 {
        return;
    }
    let text = elements.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    lines.splice(start..lines.len() - 1, [Line { indent, text }]);
}

/// Joins the last lines, if they are a closure of one expression.
fn join_closure(lines: &mut Vec<Line>) {
    let [.., head, value, last] = &lines[..] else { return };
    let is_closure = head.text.ends_with("| {")
        && last.text.starts_with("})")
        && value.indent == last.indent + 4
        && !value.is_comment()
        && !value.text.ends_with([';', '{', '(', '[', ',']);
    let text = format!("{}{}{}", head.text.trim_end_matches('{'), value.text, &last.text[last.text.len().min(1)..]);
    let indent = head.indent;
    if is_closure && indent + text.chars().count() <= WIDTH {
        lines.truncate(lines.len() - 3);
        lines.push(Line { indent, text });
    }
}

/// The last lines, if they are a chain: a value, and a line for each call.
fn join_chain(lines: &mut Vec<Line>) {
    let Some(start) = lines.iter().rposition(|line| !line.text.starts_with('.')) else { return };
    let (head, calls) = (&lines[start], &lines[start + 1..]);
    let indent = head.indent;
    // What ends a list stands where the calls do, four columns behind what begins it.
    let ends_list = head.text == ")";
    let distance = if ends_list { 0 } else { 4 };
    if calls.is_empty() || head.is_comment() || !calls.iter().all(|call| call.indent == indent + distance) {
        return;
    }
    let length = |lines: &[Line]| lines.iter().map(|line| line.text.chars().count()).sum::<usize>();
    let joined = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<String>();
    if indent + length(&lines[start..]) <= WIDTH {
        let text = joined(&lines[start..]);
        lines.truncate(start);
        lines.push(Line { indent, text });
        if ends_list {
            let outside = lines.iter().rposition(|line| line.indent < indent).map_or(start, |place| place + 1);
            lines[outside..].iter_mut().for_each(|line| line.indent -= 4);
        }
    } else if calls.len() > 1 && indent + distance + length(calls) <= WIDTH {
        let text = joined(calls);
        lines.truncate(start + 1);
        lines.push(Line { indent: indent + distance, text });
    }
}

/// A blank line between items.
fn spaced(lines: &[Line]) -> String {
    let mut spaced = String::new();
    let mut ended: Option<usize> = None;
    for line in lines {
        let text = line.text.as_str();
        if ended == Some(line.indent) && BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)) {
            spaced.push('\n');
        }
        let is_macro = !line.is_comment() && text.contains("!(") && text.ends_with(");");
        let is_alias = text.starts_with("pub type ") || text.starts_with("use ");
        let ends_item = matches!(text, "}" | ");") || is_macro || is_alias;
        ended = ends_item.then_some(line.indent);
        if !text.is_empty() {
            spaced.extend(std::iter::repeat_n(' ', line.indent));
            spaced.push_str(text);
        }
        spaced.push('\n');
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[track_caller]
    fn check(code: &str, expected: &str) {
        assert_eq!(laid_out(code), expected);
    }

    #[test]
    fn what_fits_is_joined() {
        check(
            "pub fn a(\n    &self,\n    b: &str,\n) -> C {\n    1\n}\n",
            "pub fn a(&self, b: &str) -> C {\n    1\n}\n",
        );
        check("A(\n    B::new(\n        1,\n    )\n        .c()\n        .d(),\n)\n", "A(B::new(1).c().d())\n");
        check("fn a(\n    b: B,\n) -> Option<\n    C,\n> {}\n", "fn a(b: B) -> Option<C> {}\n");
        check("pub a: Option<\n    B,\n>,\n", "pub a: Option<B>,\n");
    }

    #[test]
    fn what_fits_below_is_joined_there() {
        let long = "c".repeat(70);
        check(&format!("{long}(\n    {long},\n    b,\n)\n"), &format!("{long}(\n    {long}, b,\n)\n"));
        check(
            &format!("a(\n        {long},\n        {long},\n    )\n    .b()\n    .c()\nd\n"),
            &format!("a(\n    {long},\n    {long},\n).b().c()\nd\n"),
        );
        check(&format!("{long}\n    .{long}()\n    .b()\nd\n"), &format!("{long}\n    .{long}().b()\nd\n"));
        check("a(|b| {\n    b.c()\n})\n", "a(|b| b.c())\n");
    }

    #[test]
    fn what_is_no_list_stays() {
        for code in
            ["(\n    // why\n    1,\n)\n", "a(|| {\n    1;\n})\n", "/// a(\n/// b\n", "a(\n    #[b]\n    c,\n)\n"]
        {
            check(code, code);
        }
        let long = format!("a(\n    {},\n    b,\n)\n", "c".repeat(super::WIDTH));
        check(&long, &long);
    }

    #[test]
    fn a_tuple_of_one_keeps_its_comma() {
        check("= (\n    A,\n);\n", "= (A,);\n");
        check("= (\n    A,\n    B,\n);\n", "= (A, B);\n");
    }
}
