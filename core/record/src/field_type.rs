//! How a type stands in a field: to bytes and back, checked, read from text, shown.

use crate::day::CalendarDay;
use crate::field::{FieldSpec, LIST_LENGTH, SHORT_TEXT_BYTES, Takes, Value};
use crate::id::EntryId;
use crate::invalid::Problem;

/// How a type stands in a field. Decoding never trusts its input.
pub trait FieldType: Sized {
    /// Whether an entry must have the field.
    const REQUIRED: bool = true;
    /// Whether it holds several values.
    const SEVERAL: bool = false;
    /// What it takes.
    const TAKES: Takes;
    /// Writes the value as one CBOR item.
    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>);
    /// Reads one CBOR item.
    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self>;
    /// Whether the value lies within the field's limits.
    fn check(&self, spec: &FieldSpec) -> Result<(), Problem>;
    /// Reads the value as a person writes it.
    fn read(text: &str, spec: &FieldSpec) -> Result<Self, Problem>;
    /// The value for showing.
    fn show(&self) -> Value;
    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool {
        false
    }
    /// What stands for an absent field, if it may be absent.
    fn absent() -> Option<Self> {
        None
    }
    /// The words that the type takes.
    fn words() -> &'static [(u16, &'static str)] {
        &[]
    }
}

macro_rules! whole_number {
    ($($type:ty),*) => {$(
        impl FieldType for $type {
            const TAKES: Takes = Takes::Number;

            fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
                let _ = out.i64(i64::from(*self));
            }

            fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
                input.i64().ok()?.try_into().ok()
            }

            fn check(&self, spec: &FieldSpec) -> Result<(), Problem> {
                if (spec.least..=spec.most).contains(&i64::from(*self)) {
                    return Ok(());
                }
                Err(Problem::OutOfRange { least: spec.unit.write(spec.least), most: spec.unit.write(spec.most) })
            }

            fn read(text: &str, spec: &FieldSpec) -> Result<Self, Problem> {
                let number = spec.unit.read(text)?;
                number.try_into().map_err(|_| Problem::OutOfRange {
                    least: spec.unit.write(spec.least),
                    most: spec.unit.write(spec.most),
                })
            }

            fn show(&self) -> Value {
                Value::Number(i64::from(*self))
            }
        }
    )*};
}
whole_number!(u8, u16, u32, i32, i64);

impl FieldType for bool {
    const TAKES: Takes = Takes::Flag;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        let _ = out.bool(*self);
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        input.bool().ok()
    }

    fn check(&self, _: &FieldSpec) -> Result<(), Problem> {
        Ok(())
    }

    fn read(text: &str, _: &FieldSpec) -> Result<Self, Problem> {
        match text.trim() {
            "yes" | "true" => Ok(true),
            "no" | "false" => Ok(false),
            _ => Err(Problem::UnknownWord { words: "yes, no".into() }),
        }
    }

    fn show(&self) -> Value {
        Value::Flag(*self)
    }
}

impl FieldType for String {
    const TAKES: Takes = Takes::Text;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        let _ = out.str(self);
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        input.str().ok().map(str::to_owned)
    }

    fn check(&self, spec: &FieldSpec) -> Result<(), Problem> {
        let limit_bytes = usize::try_from(spec.most).unwrap_or(SHORT_TEXT_BYTES);
        check_text(self, limit_bytes)
    }

    fn read(text: &str, _: &FieldSpec) -> Result<Self, Problem> {
        Ok(text.to_owned())
    }

    fn show(&self) -> Value {
        Value::Text(self.clone())
    }
}

/// Whether a text is not blank, holds no control characters but line ends and tabs, and is within its limit.
pub(crate) fn check_text(text: &str, limit_bytes: usize) -> Result<(), Problem> {
    if text.len() > limit_bytes {
        return Err(Problem::TooLong { limit_bytes });
    }
    let plain = !text.trim().is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    if plain { Ok(()) } else { Err(Problem::NotPlainText) }
}

impl FieldType for CalendarDay {
    const TAKES: Takes = Takes::Day;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        let _ = out.i32(self.days_since_1970());
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        Self::from_days_since_1970(input.i32().ok()?)
    }

    fn check(&self, _: &FieldSpec) -> Result<(), Problem> {
        Ok(())
    }

    fn read(text: &str, _: &FieldSpec) -> Result<Self, Problem> {
        text.trim().parse().map_err(|_| Problem::NotADay)
    }

    fn show(&self) -> Value {
        Value::Day(*self)
    }
}

impl FieldType for EntryId {
    const TAKES: Takes = Takes::Entry;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        let _ = out.bytes(self.as_bytes());
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        input.bytes().ok()?.try_into().ok().map(Self::from_bytes)
    }

    fn check(&self, _: &FieldSpec) -> Result<(), Problem> {
        Ok(())
    }

    fn read(text: &str, _: &FieldSpec) -> Result<Self, Problem> {
        text.trim().parse().map_err(|_| Problem::UnknownWord { words: "the id of an entry".into() })
    }

    fn show(&self) -> Value {
        Value::Entry(*self)
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const REQUIRED: bool = false;
    const TAKES: Takes = T::TAKES;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        if let Some(value) = self {
            value.encode(out);
        }
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        T::decode(input).map(Some)
    }

    fn check(&self, spec: &FieldSpec) -> Result<(), Problem> {
        self.as_ref().map_or(Ok(()), |value| value.check(spec))
    }

    fn read(text: &str, spec: &FieldSpec) -> Result<Self, Problem> {
        T::read(text, spec).map(Some)
    }

    fn show(&self) -> Value {
        self.as_ref().map_or(Value::List(Vec::new()), FieldType::show)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn words() -> &'static [(u16, &'static str)] {
        T::words()
    }
}

impl<T: FieldType> FieldType for Vec<T> {
    const REQUIRED: bool = false;
    const SEVERAL: bool = true;
    const TAKES: Takes = T::TAKES;

    fn encode(&self, out: &mut minicbor::Encoder<&mut Vec<u8>>) {
        let _ = out.array(self.len() as u64);
        self.iter().for_each(|member| member.encode(out));
    }

    fn decode(input: &mut minicbor::Decoder<'_>) -> Option<Self> {
        let length = usize::try_from(input.array().ok()??).ok().filter(|length| *length <= LIST_LENGTH)?;
        (0..length).map(|_| T::decode(input)).collect()
    }

    fn check(&self, spec: &FieldSpec) -> Result<(), Problem> {
        if self.len() > LIST_LENGTH {
            return Err(Problem::OutOfRange { least: "0".into(), most: LIST_LENGTH.to_string() });
        }
        self.iter().try_for_each(|member| member.check(spec))
    }

    fn read(text: &str, spec: &FieldSpec) -> Result<Self, Problem> {
        text.split(',')
            .filter(|member| !member.trim().is_empty())
            .map(|member| T::read(member, spec))
            .collect()
    }

    fn show(&self) -> Value {
        Value::List(self.iter().map(FieldType::show).collect())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn words() -> &'static [(u16, &'static str)] {
        T::words()
    }
}
