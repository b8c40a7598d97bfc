//! What is imported, and what the columns of a file hold.

/// An enum whose values are stable words.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $code:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$of])* $value,)*
        }

        impl $name {
            /// All of them, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$value),*];

            /// The stable word.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$value => $code,)*
                }
            }

            /// The value with this word.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

codes! {
    /// What is imported.
    Kind {
        /// Categories of the catalogue.
        Categories = "categories",
        /// Products.
        Products = "products",
        /// Prices of products, of lists and of companies.
        Prices = "prices",
        /// How much is in stock.
        Stock = "stock",
        /// Customers with their addresses.
        Companies = "companies",
        /// People who work for customers.
        Contacts = "contacts",
        /// The customers' own numbers of products.
        ItemNumbers = "item-numbers",
        /// Orders of the past, one row for each line.
        Orders = "orders",
    }
}

codes! {
    /// Where a file comes from.
    Source {
        /// Any sheet.
        Sheet = "sheet",
        /// An export of Shopify.
        Shopify = "shopify",
        /// An export of Magento 2 or Adobe Commerce.
        Magento = "magento",
        /// An export of `WooCommerce`.
        WooCommerce = "woocommerce",
    }
}

codes! {
    /// What a column holds.
    Field {
        /// A category: its key, its name, or its path such as `Safety > Gloves`.
        Category = "category",
        /// The name of the thing itself; of an order line the name of the product.
        Name = "name",
        /// The category above; of a product the key of the group of variants it belongs to.
        Parent = "parent",
        /// A short text.
        Summary = "summary",
        /// Where it stands among its neighbours, from 1.
        Position = "position",
        /// The seller's article number.
        Sku = "sku",
        /// A long text.
        Description = "description",
        /// The unit that is sold, such as `each` or `m`.
        Unit = "unit",
        /// Only multiples of this quantity are sold.
        Step = "step",
        /// The smallest quantity that is sold.
        Minimum = "minimum",
        /// Which tax: `standard`, `reduced` or `zero`, or as typed.
        TaxClass = "tax_class",
        /// Whether a product is on sale (`active`, `withdrawn`, or as typed); the state of a company or an order as typed.
        Status = "status",
        /// GTIN, EAN or UPC.
        Gtin = "gtin",
        /// The article number of the product that takes its place.
        Replacement = "replacement",
        /// A price: of a product its list price for one unit, of a price list for [`Field::PriceUnit`] units.
        Price = "price",
        /// The currency, as in `EUR`.
        Currency = "currency",
        /// How much is in stock.
        Stock = "stock",
        /// The day on which more is expected.
        RestockOn = "restock_on",
        /// Addresses or names of pictures. Several columns may hold them.
        Pictures = "pictures",
        /// Addresses or names of documents. Several columns may hold them.
        Documents = "documents",
        /// The brand or maker.
        Brand = "brand",
        /// Words by which it is found as well.
        Keywords = "keywords",
        /// An attribute; its name is the heading. Several columns may be attributes.
        Attribute = "attribute",
        /// The price list.
        PriceList = "price_list",
        /// The number of a company.
        Company = "company",
        /// The quantity from which a price is valid.
        MinQuantity = "min_quantity",
        /// For how many units a price is: 100 for a price per 100.
        PriceUnit = "price_unit",
        /// The first day on which a price is valid.
        ValidFrom = "valid_from",
        /// The last day on which a price is valid.
        ValidUntil = "valid_until",
        /// The number of a company; the own id of a contact.
        Number = "number",
        /// VAT id.
        VatId = "vat_id",
        /// The country of a company.
        Country = "country",
        /// The city of a company.
        City = "city",
        /// Days until payment, such as `30` or `Net 30`.
        TermsDays = "terms_days",
        /// Of a company whether an order number is required; of an order the customer's order number.
        PoNumber = "po_number",
        /// The price lists of a company, parted by commas.
        PriceLists = "price_lists",
        /// What the row asks for, such as `MERGE`, `NEW` or `DELETE`.
        Command = "command",
        /// The name of an address.
        Site = "site",
        /// The number of an address.
        SiteNumber = "site_number",
        /// Who gets the goods at an address.
        Recipient = "recipient",
        /// Street and number.
        Line1 = "line1",
        /// More of the address.
        Line2 = "line2",
        /// Postcode.
        Postcode = "postcode",
        /// Region, state or province.
        Region = "region",
        /// The city of an address.
        AddressCity = "address_city",
        /// The country of an address.
        AddressCountry = "address_country",
        /// E-mail address.
        Email = "email",
        /// The day since when it is a customer.
        Since = "since",
        /// The name of the company.
        CompanyName = "company_name",
        /// First name.
        FirstName = "first_name",
        /// Last name.
        LastName = "last_name",
        /// Title, such as `Dr`.
        Title = "title",
        /// Phone number.
        Phone = "phone",
        /// Language, such as `de`.
        Language = "language",
        /// Time zone, such as `Europe/Berlin`.
        TimeZone = "time_zone",
        /// What the contact may do in the company.
        Role = "role",
        /// The store.
        Store = "store",
        /// Whether the contact gets an account: yes or no.
        Account = "account",
        /// A note.
        Note = "note",
        /// The company's own number of a product.
        OwnNumber = "own_number",
        /// The number of an order.
        Order = "order",
        /// The day or time when an order was placed.
        PlacedAt = "placed_at",
        /// How many.
        Quantity = "quantity",
        /// What an order line costs.
        Total = "total",
    }
}

impl Kind {
    /// The fields of a kind, in the order of a sample file.
    pub fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Categories => &[F::Category, F::Name, F::Parent, F::Summary, F::Position],
            Self::Products => &[
                F::Sku,
                F::Name,
                F::Summary,
                F::Description,
                F::Category,
                F::Unit,
                F::Step,
                F::Minimum,
                F::TaxClass,
                F::Status,
                F::Gtin,
                F::Replacement,
                F::Parent,
                F::Price,
                F::Currency,
                F::Stock,
                F::RestockOn,
                F::Pictures,
                F::Documents,
                F::Brand,
                F::Keywords,
                F::Attribute,
            ],
            Self::Prices => &[
                F::Sku,
                F::PriceList,
                F::Company,
                F::MinQuantity,
                F::Price,
                F::PriceUnit,
                F::Currency,
                F::ValidFrom,
                F::ValidUntil,
            ],
            Self::Stock => &[F::Sku, F::Stock, F::RestockOn],
            Self::Companies => &[
                F::Number,
                F::Name,
                F::VatId,
                F::Country,
                F::City,
                F::Status,
                F::TermsDays,
                F::PoNumber,
                F::PriceLists,
                F::Command,
                F::Site,
                F::SiteNumber,
                F::Recipient,
                F::Line1,
                F::Line2,
                F::Postcode,
                F::Region,
                F::AddressCity,
                F::AddressCountry,
                F::Email,
                F::Since,
            ],
            Self::Contacts => &[
                F::Number,
                F::Company,
                F::CompanyName,
                F::FirstName,
                F::LastName,
                F::Name,
                F::Title,
                F::Email,
                F::Phone,
                F::Language,
                F::TimeZone,
                F::Role,
                F::Store,
                F::Account,
                F::Site,
                F::SiteNumber,
                F::Recipient,
                F::Line1,
                F::Line2,
                F::Postcode,
                F::Region,
                F::AddressCity,
                F::AddressCountry,
                F::Note,
            ],
            Self::ItemNumbers => &[F::Company, F::OwnNumber, F::Sku],
            Self::Orders => &[
                F::Order,
                F::PlacedAt,
                F::Company,
                F::Email,
                F::Status,
                F::PoNumber,
                F::Currency,
                F::Sku,
                F::Name,
                F::Unit,
                F::Quantity,
                F::Price,
                F::Total,
                F::Note,
            ],
        }
    }

    /// The fields without which nothing of a kind can be imported.
    pub fn required(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Categories => &[F::Name],
            Self::Products => &[F::Sku],
            Self::Prices => &[F::Sku, F::Price],
            Self::Stock => &[F::Sku, F::Stock],
            Self::Companies => &[F::Number],
            Self::Contacts => &[F::Email],
            Self::ItemNumbers => &[F::OwnNumber, F::Sku],
            Self::Orders => &[F::Order, F::Sku, F::Quantity],
        }
    }

    /// Whether each row needs an article number.
    pub(super) fn needs_number(self) -> bool {
        matches!(self, Self::Products | Self::Prices | Self::Stock | Self::ItemNumbers)
    }
}

impl Field {
    /// Whether the values are numbers.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Position
                | Self::Step
                | Self::Minimum
                | Self::Price
                | Self::Stock
                | Self::MinQuantity
                | Self::PriceUnit
                | Self::Quantity
                | Self::Total
        )
    }

    /// Whether the values are numbers or codes that stay as typed, so that an apostrophe before them is no part of them.
    pub fn is_key(self) -> bool {
        matches!(
            self,
            Self::Category
                | Self::Sku
                | Self::Gtin
                | Self::Replacement
                | Self::Parent
                | Self::PriceList
                | Self::Company
                | Self::Number
                | Self::VatId
                | Self::SiteNumber
                | Self::Postcode
                | Self::Email
                | Self::Phone
                | Self::OwnNumber
                | Self::Order
                | Self::PoNumber
        )
    }

    /// Whether several columns may hold it.
    pub fn repeats(self) -> bool {
        matches!(self, Self::Pictures | Self::Documents | Self::Attribute)
    }
}
