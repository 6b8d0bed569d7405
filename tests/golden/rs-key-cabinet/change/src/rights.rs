//! Who is let to which hook.

use crate::badge::Person;
use crate::hooks::LOWER;

pub fn lets(person: &Person, hook: u8) -> bool {
    match person {
        Person::Caretaker => true,
        Person::Cleaner => !(hook < 1 || hook >= LOWER + 1),
        Person::Visitor => false,
    }
}
