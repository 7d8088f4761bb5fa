//! Roles in the circle of care.

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// The person whose journal it is: everything, and who belongs to the circle.
    Patient = 1,
    /// Somebody who helps at home: logs and corrects.
    Carer = 2,
    /// Somebody of the care team: logs, corrects, plans.
    Clinician = 3,
    /// Reads, and writes nothing.
    Reader = 4,
}

impl Role {
    /// Every role, by number.
    pub const ALL: [Self; 4] = [Self::Patient, Self::Carer, Self::Clinician, Self::Reader];

    /// The role with this number.
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|role| *role as u8 == number)
    }

    /// The word for the role.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Carer => "carer",
            Self::Clinician => "clinician",
            Self::Reader => "reader",
        }
    }
}
