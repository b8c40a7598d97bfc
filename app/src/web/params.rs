//! Names and values, as a query or a form brings them.

use percent_encoding::percent_decode_str;

/// Names and values of a query or a form.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Decodes `a=b&c=d`. Invalid UTF-8 becomes the replacement character here; [`Form`](crate::form::Form) refuses it.
    pub fn parse(text: &str) -> Params {
        let decode = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
        Params(
            text.split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect(),
        )
    }

    /// The first value of `name`, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The first value of `name`, if the name comes at all.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// All names and values, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Gives this name this one value.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(&[name]);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Takes these names out.
    pub fn remove(&mut self, names: &[&str]) {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
    }

    /// The page number of a list, counted from 0; the address counts from 1.
    pub fn page(&self) -> i64 {
        self.get("page").parse::<i64>().map_or(0, |n| n.clamp(1, 1_000_000) - 1)
    }
}

impl FromIterator<(String, String)> for Params {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Params {
        Params(pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_two_equal_names_counts() {
        let params = Params::parse("a=1&a=2&b=x+y%20z&c");
        assert_eq!((params.get("a"), params.get("b"), params.get("c"), params.get("d")), ("1", "x y z", "", ""));
    }

    #[test]
    fn page_numbers_are_forgiving() {
        for (text, page) in
            [("", 0), ("page=0", 0), ("page=2", 1), ("page=-5", 0), ("page=x", 0), ("page=99999999999999999999", 0)]
        {
            assert_eq!(Params::parse(text).page(), page, "{text}");
        }
    }
}
