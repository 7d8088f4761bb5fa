//! A value of a file as serde asks for it. What is generic here is compiled for every type that is read: it is kept small.

use std::ops::Range;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use toml::de::{DeArray, DeFloat, DeInteger, DeString, DeTable, DeValue};
use toml::value::Datetime;
use toml::{Spanned, map};

use crate::mistake::Boxed;

/// The name by which [`Spanned`] asks for a value with its place.
const SPANNED: &str = "$__serde_spanned_private_Spanned";
/// The name under which `toml` shows a date to whoever takes any value.
const MOMENT: &str = "$__toml_private_datetime";

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'t> {
    held: Held<'t>,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy)]
enum Held<'t> {
    Text(&'t str),
    Truth(bool),
    Whole(i64),
    /// Beyond what `i64` holds.
    Large(u64),
    /// Beyond what `u64` holds.
    Huge(&'t DeInteger<'t>),
    Decimal(f64),
    /// A number that no type here holds.
    Beyond(&'static str),
    /// A date, shown as a table of one name.
    Moment(&'t Datetime),
    /// What stands under that name: the date as written.
    Written(&'t Datetime),
    List(&'t DeArray<'t>),
    Table(&'t DeTable<'t>),
}

impl<'t> Place<'t> {
    #[inline(never)]
    pub(crate) fn of(value: &'t DeValue<'t>, span: Range<usize>) -> Self {
        let held = match value {
            DeValue::String(text) => Held::Text(text),
            DeValue::Integer(number) => whole(number),
            DeValue::Float(number) => decimal(number),
            DeValue::Boolean(truth) => Held::Truth(*truth),
            DeValue::Datetime(moment) => Held::Moment(moment),
            DeValue::Array(list) => Held::List(list),
            DeValue::Table(table) => Held::Table(table),
        };
        Self { held, start: span.start, end: span.end }
    }

    fn within(value: &'t Spanned<DeValue<'t>>) -> Self {
        Self::of(value.get_ref(), value.span())
    }

    fn offset(offset: usize) -> Self {
        Self { held: Held::Large(offset as u64), start: offset, end: offset }
    }

    /// That something else was expected here.
    #[inline(never)]
    fn wrong(self, expected: &dyn Expected) -> Boxed {
        let found = match self.held {
            Held::Text(text) => Unexpected::Str(text),
            Held::Truth(truth) => Unexpected::Bool(truth),
            Held::Whole(number) => Unexpected::Signed(number),
            Held::Large(number) => Unexpected::Unsigned(number),
            Held::Huge(number) => {
                let found = format!("integer `{}` as i128", huge(number).unwrap_or_default());
                return Boxed::invalid_type(Unexpected::Other(&found), expected).at(self.start);
            }
            Held::Decimal(number) => Unexpected::Float(number),
            Held::Beyond(why) => return Boxed::custom(why).at(self.start),
            Held::List(_) => Unexpected::Seq,
            Held::Moment(_) | Held::Written(_) | Held::Table(_) => Unexpected::Map,
        };
        Boxed::invalid_type(found, expected).at(self.start)
    }
}

fn whole<'t>(number: &'t DeInteger<'t>) -> Held<'t> {
    let (text, radix) = (number.as_str(), number.radix());
    match (i64::from_str_radix(text, radix), u64::from_str_radix(text, radix)) {
        (Ok(whole), _) => Held::Whole(whole),
        (_, Ok(large)) => Held::Large(large),
        _ if huge(number).is_some() => Held::Huge(number),
        _ => Held::Beyond("integer number overflowed"),
    }
}

fn huge(number: &DeInteger<'_>) -> Option<i128> {
    i128::from_str_radix(number.as_str(), number.radix()).ok()
}

fn decimal(number: &DeFloat<'_>) -> Held<'static> {
    match number.as_str().parse::<f64>() {
        Ok(read) if !read.is_infinite() || number.as_str().contains("inf") => Held::Decimal(read),
        _ => Held::Beyond("floating-point number overflowed"),
    }
}

/// A method for one kind of value: what is of another kind is refused without the visitor's being compiled for it.
macro_rules! only {
    ($($method:ident: $($held:ident => $visit:ident)|+;)+) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Boxed> {
            match self.held {
                $(Held::$held(value) => visitor.$visit(value).map_err(|error: Boxed| error.at(self.start)),)+
                _ => Err(self.wrong(&visitor)),
            }
        })+
    };
}

impl<'t> Deserializer<'t> for Place<'t> {
    type Error = Boxed;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Boxed> {
        match self.held {
            Held::Text(text) => visitor.visit_borrowed_str(text),
            Held::Truth(truth) => visitor.visit_bool(truth),
            Held::Whole(number) => visitor.visit_i64(number),
            Held::Large(number) => visitor.visit_u64(number),
            Held::Huge(number) => visitor.visit_i128(huge(number).unwrap_or_default()),
            Held::Decimal(number) => visitor.visit_f64(number),
            Held::Beyond(_) => Err(self.wrong(&visitor)),
            Held::Moment(moment) => visitor.visit_map(Parts::moment(moment, self)),
            Held::Written(moment) => visitor.visit_string(moment.to_string()),
            Held::List(list) => visitor.visit_seq(Items(list.iter())),
            Held::Table(table) => visitor.visit_map(Parts::table(table)),
        }
        .map_err(|error| error.at(self.start))
    }

    only! {
        deserialize_bool: Truth => visit_bool;
        deserialize_i8: Whole => visit_i64 | Large => visit_u64;
        deserialize_i16: Whole => visit_i64 | Large => visit_u64;
        deserialize_i32: Whole => visit_i64 | Large => visit_u64;
        deserialize_i64: Whole => visit_i64 | Large => visit_u64;
        deserialize_u8: Whole => visit_i64 | Large => visit_u64;
        deserialize_u16: Whole => visit_i64 | Large => visit_u64;
        deserialize_u32: Whole => visit_i64 | Large => visit_u64;
        deserialize_u64: Whole => visit_i64 | Large => visit_u64;
        deserialize_str: Text => visit_borrowed_str;
        deserialize_string: Text => visit_borrowed_str;
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Boxed> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Boxed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Boxed> {
        match self.held {
            Held::List(list) => visitor.visit_seq(Items(list.iter())).map_err(|error| error.at(self.start)),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Boxed> {
        match self.held {
            Held::Table(table) => {
                visitor.visit_map(Parts::table(table)).map_err(|error| error.at(self.start))
            }
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Boxed> {
        let parts = match self.held {
            _ if name == SPANNED => Parts::spanned(fields, self),
            Held::Table(table) => Parts::table(table),
            _ => return Err(self.wrong(&visitor)),
        };
        visitor.visit_map(parts).map_err(|error| error.at(self.start))
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Boxed> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'t>>
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}

/// The values of a list.
struct Items<'t>(std::slice::Iter<'t, Spanned<DeValue<'t>>>);

impl<'t> SeqAccess<'t> for Items<'t> {
    type Error = Boxed;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Boxed> {
        self.0.next().map(|value| seed.deserialize(Place::within(value))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The names and values of whatever is read as a table.
struct Parts<'t> {
    rest: Rest<'t>,
    /// The value of the name that was read last.
    value: Option<Place<'t>>,
}

enum Rest<'t> {
    Table(map::Iter<'t, Spanned<DeString<'t>>, Spanned<DeValue<'t>>>),
    /// Few, the last one first.
    Named(Vec<(&'t str, Place<'t>)>),
}

impl<'t> Parts<'t> {
    fn table(table: &'t DeTable<'t>) -> Self {
        Self { rest: Rest::Table(table.iter()), value: None }
    }

    fn moment(moment: &'t Datetime, place: Place<'t>) -> Self {
        let written = Place { held: Held::Written(moment), ..place };
        Self { rest: Rest::Named(vec![(MOMENT, written)]), value: None }
    }

    /// What [`Spanned`] asks for: where a value begins, where it ends, and itself.
    #[inline(never)]
    fn spanned(fields: &'static [&'static str], place: Place<'t>) -> Self {
        let values = [Place::offset(place.start), Place::offset(place.end), place];
        Self { rest: Rest::Named(fields.iter().copied().zip(values).rev().collect()), value: None }
    }

    /// The next name and where it stands; its value is kept.
    #[inline(never)]
    fn next_name(&mut self) -> Option<(&'t str, usize)> {
        let (name, start, value) = match &mut self.rest {
            Rest::Table(table) => {
                let (name, value) = table.next()?;
                (name.get_ref().as_ref(), name.span().start, Place::within(value))
            }
            Rest::Named(named) => {
                let (name, value) = named.pop()?;
                (name, value.start, value)
            }
        };
        self.value = Some(value);
        Some((name, start))
    }
}

impl<'t> MapAccess<'t> for Parts<'t> {
    type Error = Boxed;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Boxed> {
        let Some((name, start)) = self.next_name() else { return Ok(None) };
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some).map_err(|error: Boxed| error.at(start))
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Boxed> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(Boxed::custom("a value without a name")),
        }
    }
}
