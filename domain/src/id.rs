//! Identifiers: a type of its own for each noun, a UUIDv7 inside. An id is a name, never a secret.

use sqlx::Type;
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Type)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh id that sorts by time.
            pub fn fresh() -> $name {
                $name(Uuid::now_v7())
            }

            /// Reads the hyphenated form; `None` for anything else.
            pub fn parse(text: &str) -> Option<$name> {
                if text.len() != 36 {
                    return None;
                }
                Uuid::try_parse(text).ok().map($name)
            }
        }

        impl crate::text_enum::Word for $name {
            fn word(self) -> String {
                self.to_string()
            }

            fn of(text: &str) -> Option<$name> {
                $name::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                let text = <std::borrow::Cow<'_, str>>::deserialize(from)?;
                $name::parse(&text).ok_or_else(|| serde::de::Error::custom(text))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

ids! {
    /// A login of a contact for a store.
    AccountId;
    /// A delivery address of a company.
    AddressId;
    /// A file of an order.
    AttachmentId;
    /// An on-behalf session.
    BehalfId;
    /// A cart.
    CartId;
    /// A category of the catalogue.
    CategoryId;
    /// A person at a company.
    ContactId;
    /// What a company books orders to.
    CostCentreId;
    /// An invitation of a member of staff.
    InviteId;
    /// A file that was taken in.
    ImportId;
    /// What columns of files mean, kept under a name.
    MappingId;
    /// A requisition list.
    ListId;
    /// A picture or document of products.
    MediaId;
    /// A mail.
    MailId;
    /// A second factor of a member of staff.
    FactorId;
    /// An order.
    OrderId;
    /// A company.
    OrganizationId;
    /// A company's own number of a product.
    OwnItemId;
    /// A price list.
    PriceListId;
    /// A kept filter of the audit log.
    PresetId;
    /// A product.
    ProductId;
    /// Another word for what is sold.
    SynonymId;
    /// Lines that were read for a quick order.
    QuickOrderId;
    /// A link to choose a new password.
    ResetId;
    /// A sign-in of a person.
    SessionId;
    /// A member of staff.
    StaffId;
    /// A store.
    StoreId;
    /// A kept view of a list of the portal.
    ViewId;
}

/// A new id for an audit event, in its text form.
pub fn event_id() -> String {
    Uuid::now_v7().hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_takes_the_hyphenated_form_only() {
        let id = OrderId::fresh();
        assert_eq!(OrderId::parse(&id.to_string()), Some(id));
        for bad in ["", "x", "../", "00000000000000000000000000000000", &"a".repeat(1_000_000)] {
            assert_eq!(OrderId::parse(bad), None);
        }
    }
}
