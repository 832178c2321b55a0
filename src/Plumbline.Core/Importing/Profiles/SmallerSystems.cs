namespace Plumbline.Importing.Profiles;

/// <summary>Pipedrive, whose headers are "Entity - Field".</summary>
internal static class Pipedrive
{
    public static readonly SourceTable[] Tables =
    [
        new("pipedrive", FactKind.Opportunity, "deals|deal|pipedrive")
        {
            Fields =
            [
                (Field.Id, "Deal - Pipedrive System ID|Deal - ID"), (Field.Name, "Deal - Title"), (Field.Amount, "Deal - Value|Deal - Deal value"), (Field.Currency, "Deal - Currency of value|Deal - Currency"), (Field.Salesperson, "Deal - Owner"),
                (Field.Stage, "Deal - Stage (pipeline)|Deal - Stage"), (Field.State, "Deal - Status"), (Field.ExpectedClose, "Deal - Expected close date"), (Field.Opened, "Deal - Creation date|Deal - Deal created|Deal - Created"),
                (Field.WonOn, "Deal - Won time"), (Field.LostOn, "Deal - Lost time"), (Field.Closed, "Deal - Deal closed on|Deal - Closed on|Deal - Close time"), (Field.Reason, "Deal - Lost reason"), (Field.Probability, "Deal - Probability|Deal - Deal probability"),
                (Field.Account, "Deal - Organization|Organization - Name|Organization|Deal - Organisation|Organisation - Name"), (Field.Product, "Deal - Product name|Product - Name"), (Field.AccountId, "Deal - Organization ID|Organization - Pipedrive System ID"),
            ],
            Marks = "Deal - Label|Deal - Pipeline|Person - Name|Deal - Contact person|Contact person|Deal - Visible to|Deal - Weighted value",
            Needs = [[Field.Name, Field.Id], [Field.Amount, Field.State, Field.Stage, Field.ExpectedClose]],
        },
        new("pipedrive", FactKind.Account, "organizations|organization")
        {
            Fields = [(Field.Id, "Organization - Pipedrive System ID|Organization - ID"), (Field.Name, "Organization - Name|Organisation - Name"), (Field.Salesperson, "Organization - Owner"), (Field.Region, "Organization - Country of Address|Organization - Address"), (Field.Industry, "Organization - Industry")],
            Marks = "Organization - Label|Organization - People|Organization - Open deals|Organization - Next activity date",
            Needs = [[Field.Name]],
        },
        new("pipedrive", FactKind.Contact, "people|persons|contacts")
        {
            Fields =
            [
                (Field.Id, "Person - Pipedrive System ID|Person - ID"), (Field.Name, "Person - Name"), (Field.FirstName, "Person - First name"), (Field.LastName, "Person - Last name"), (Field.Email, "Person - Email - Work|Person - Email"),
                (Field.Phone, "Person - Phone - Work|Person - Phone"), (Field.Account, "Person - Organization|Organization - Name"), (Field.Title, "Person - Job title"),
            ],
            Marks = "Person - Label|Person - Owner|Person - Email - Home|Person - Email - Other",
            Needs = [[Field.Name, Field.LastName]],
        },
        new("pipedrive", FactKind.Activity, "activities|activity")
        {
            Fields =
            [
                (Field.Id, "Activity - Pipedrive System ID|Activity - ID"), (Field.Subject, "Activity - Subject"), (Field.Type, "Activity - Type"), (Field.Date, "Activity - Due date|Activity - Date"), (Field.Salesperson, "Activity - Assigned to user|Activity - Owner"),
                (Field.Opportunity, "Activity - Deal|Deal - Title"), (Field.Account, "Activity - Organization|Organization - Name"), (Field.Contact, "Activity - Contact person|Person - Name"), (Field.Outcome, "Activity - Outcome"),
                (Field.State, "Activity - Done|Activity - Status"),
            ],
            Marks = "Activity - Duration|Activity - Note",
            Needs = [[Field.Date], [Field.Subject, Field.Type]],
        },
        new("pipedrive", FactKind.Product, "products|product")
        {
            Fields = [(Field.Id, "Product - Pipedrive System ID|Product - ID"), (Field.Name, "Product - Name"), (Field.Code, "Product - Product code"), (Field.ListPrice, "Product - Unit price|Product - Unit prices|Product - Price"), (Field.Cost, "Product - Cost per unit|Product - Unit cost|Product - Cost"), (Field.Family, "Product - Category")],
            Marks = "Product - Unit|Product - Tax",
            Needs = [[Field.Name], [Field.Code, Field.ListPrice, Field.Cost, Field.Family, Field.Id]],
        },
        new("pipedrive", null, "leads") { Marks = "Lead - Title|Lead - Owner|Lead - Value|Lead - Label", NeedsMark = true, Left = "Leads are not taken: only what became a deal is." },
    ];
}

/// <summary>Close: its export of opportunities. While one is open its "won date" is the day that is estimated, and a bare value is in cents where it stands beside a written one.</summary>
internal static class Close
{
    public static readonly SourceTable[] Tables =
    [
        new("close", FactKind.Opportunity, "Close Opportunities|opportunities")
        {
            Fields =
            [
                (Field.Id, "id"), (Field.AccountId, "lead_id"), (Field.Account, "lead_name"), (Field.SalespersonId, "user_id"), (Field.Salesperson, "user_name"), (Field.Stage, "status_label|status_display_name"), (Field.StageId, "status_id"), (Field.State, "status_type"),
                (Field.Amount, "value_formatted|value"), (Field.Currency, "value_currency"), (Field.Probability, "confidence"), (Field.Opened, "date_created"), (Field.CloseDate, "date_won"), (Field.LostOn, "date_lost"),
            ],
            Marks = "value_period|pipeline_name|pipeline_id|contact_name|annualized_value|expected_value|date_updated|date_lost|note",
            Needs = [[Field.State], [Field.Stage, Field.StageId], [Field.Account, Field.AccountId], [Field.CloseDate, Field.Amount]],
            NeedsMark = true,
        },
    ];
}

/// <summary>Odoo: exports of crm.lead and its neighbours, by label and by technical name.</summary>
internal static class Odoo
{
    public static readonly SourceTable[] Tables =
    [
        new("odoo", FactKind.Opportunity, "crm.lead|crm_lead|Lead/Opportunity|Lead_Opportunity|opportunities|Pipeline")
        {
            Fields =
            [
                (Field.Id, "External ID|id|.id|ID"), (Field.Name, "Opportunity|name|Opportunity Name"), (Field.Account, "Customer|partner_id|partner_id/name|Customer/Name|Company Name|partner_name|Customer/Display Name"), (Field.AccountId, "partner_id/id|partner_id/.id|Customer/External ID|Customer/ID"),
                (Field.Salesperson, "Salesperson|user_id|user_id/name|Salesperson/Name|Salesperson/Display Name"), (Field.SalespersonId, "user_id/id|user_id/.id|Salesperson/External ID|Salesperson/ID"),
                (Field.Stage, "Stage|stage_id|stage_id/name|Stage/Stage Name|Stage/Name"), (Field.Amount, "Expected Revenue|expected_revenue|planned_revenue"), (Field.Probability, "Probability|probability"), (Field.Currency, "Currency|company_currency|company_currency/name"),
                (Field.Opened, "Created on|create_date|Creation Date"), (Field.ExpectedClose, "Expected Closing|date_deadline"), (Field.Closed, "Closed Date|date_closed"), (Field.Reason, "Lost Reason|lost_reason_id|lost_reason|lost_reason_id/name|Closing Reason"),
                (Field.RecordType, "Type|type"), (Field.IsActive, "Active|active"), (Field.State, "Is Won|won_status|Won/Lost"), (Field.Campaign, "Campaign|campaign_id|campaign_id/name|Campaign/Campaign Name"), (Field.Team, "Sales Team|team_id/name"),
            ],
            Marks = "Sales Team|team_id|team_id/name|Prorated Revenue|prorated_revenue|recurring_revenue|Recurring Revenue|Expected MRR|Activities|Tags|tag_ids|Priority|priority|email_from|contact_name|date_open|date_last_stage_update|Campaign|Contact Name",
            Needs = [[Field.Name], [Field.Amount, Field.ExpectedClose], [Field.Stage, Field.Salesperson, Field.SalespersonId, Field.Closed]],
        },
        new("odoo", FactKind.Product, "product.template|product.product|product_template|product_product|Product")
        {
            Fields = [(Field.Id, "External ID|id|.id"), (Field.Name, "Name|name|Product Name"), (Field.Code, "Internal Reference|default_code"), (Field.ListPrice, "Sales Price|list_price|lst_price"), (Field.Cost, "Cost|standard_price"), (Field.Family, "Product Category|categ_id|categ_id/name")],
            Marks = "Unit of Measure|uom_id|Barcode|barcode|Quantity On Hand|qty_available|Internal Reference|default_code",
            Needs = [[Field.Name], [Field.ListPrice, Field.Cost]],
            NeedsMark = true,
        },
        new("odoo", FactKind.Account, "res.partner|res_partner|Contact")
        {
            Fields =
            [
                (Field.Id, "External ID|id|.id"), (Field.Name, "Name|name|Display Name|display_name|complete_name"), (Field.Industry, "Industry|industry_id|industry_id/name"), (Field.Region, "Country|country_id|country_id/name|State|state_id"), (Field.Parent, "Related Company|parent_id|parent_id/name"), (Field.ParentId, "parent_id/id"),
                (Field.Salesperson, "Salesperson|user_id|user_id/name"), (Field.SalespersonId, "user_id/id"), (Field.RecordType, "Company Type|company_type"), (Field.PaymentTerms, "Customer Payment Terms|property_payment_term_id|property_payment_term_id/name"),
            ],
            Marks = "is_company|Is a Company|Company Type|company_type|vat|Tax ID|property_payment_term_id|Country|country_id",
            Needs = [[Field.Name], [Field.Salesperson, Field.SalespersonId, Field.Parent, Field.ParentId, Field.Region]],
            NeedsMark = true,
        },
        new("odoo", FactKind.Activity, "mail.activity|mail_activity|Activity")
        {
            Fields =
            [
                (Field.Id, "External ID|id"), (Field.Type, "Activity Type|activity_type_id|activity_type_id/name"), (Field.Subject, "Summary|summary"), (Field.Date, "Due Date|date_deadline|date_done"), (Field.Salesperson, "Assigned to|user_id|user_id/name"), (Field.SalespersonId, "user_id/id"),
                (Field.Opportunity, "Document Name|res_name"),
            ],
            Marks = "res_model|res_id|Document Model|activity_type_id|Activity Type",
            Needs = [[Field.Type], [Field.Date]],
            NeedsMark = true,
        },
    ];
}

/// <summary>Tables of a data warehouse like that of AdventureWorks: keys everywhere, orders by line.</summary>
internal static class AdventureWorks
{
    private const string EmployeeKey = "EmployeeKey=employee_key:|SalesPersonID=business_entity_id:|BusinessEntityID=business_entity_id:";

    public static readonly SourceTable[] Tables =
    [
        new("adventureworks", FactKind.Booking, "FactResellerSales|ResellerSales|FactInternetSales|Sales")
        {
            Fields =
            [
                (Field.OrderNumber, "SalesOrderNumber"), (Field.OrderLine, "SalesOrderLineNumber"), (Field.Date, "OrderDate"), (Field.ProductId, "ProductKey"), (Field.AccountId, "ResellerKey|CustomerKey"), (Field.SalespersonId, EmployeeKey),
                (Field.Territory, "SalesTerritoryKey"), (Field.Quantity, "OrderQuantity"), (Field.UnitPrice, "UnitPrice"), (Field.Cost, "TotalProductCost"), (Field.UnitCost, "StandardCost|ProductStandardCost"), (Field.Revenue, "SalesAmount"),
            ],
            Marks = "DueDate|ShipDate|PromotionKey|CurrencyKey|OrderDateKey|Freight|TaxAmt|ExtendedAmount|CarrierTrackingNumber",
            Needs = [[Field.OrderNumber], [Field.Date], [Field.Revenue], [Field.SalespersonId]],
        },
        new("adventureworks", FactKind.Target, "ResellerSalesTargets|SalesTargets|Targets")
        {
            Fields = [(Field.Year, "Year"), (Field.SalespersonId, "EmployeeID=national_id:|EmployeeNationalIDAlternateKey=national_id:|" + EmployeeKey)],
            Marks = "M01|M02|M03|M04|M05|M06|M07|M08|M09|M10|M11|M12",
            Needs = [[Field.Year], [Field.SalespersonId]],
            NeedsMark = true,
            IsWide = true,
            Scale = 1000,
            MayBeShared = true,
            Note = "The targets are in thousands. They may be meant for the person's territories, which several people share, and not for the person's own orders.",
        },
        new("adventureworks", FactKind.Target, "FactSalesQuota")
        {
            Fields = [(Field.SalespersonId, EmployeeKey), (Field.Year, "CalendarYear"), (Field.Quarter, "CalendarQuarter"), (Field.Revenue, "SalesAmountQuota|SalesQuota"), (Field.Id, "SalesQuotaKey")],
            Needs = [[Field.SalespersonId], [Field.Revenue], [Field.Year], [Field.Quarter]],
        },
        new("adventureworks", FactKind.Person, "derived_employee_keys|DimEmployee|employee_keys|Salesperson")
        {
            Fields =
            [
                (Field.Id, "employee_key=employee_key:|EmployeeKey=employee_key:"), (Field.BusinessEntityId, "business_entity_id|BusinessEntityID"), (Field.NationalId, "national_id|EmployeeNationalIDAlternateKey|EmployeeID|NationalIDNumber"), (Field.Name, "name|Salesperson|FullName"),
                (Field.FirstName, "FirstName"), (Field.LastName, "LastName"), (Field.Title, "job_title|Title|JobTitle"), (Field.ManagerId, "ParentEmployeeKey=employee_key:"), (Field.Email, "EmailAddress|UPN|email"), (Field.Joined, "HireDate"), (Field.Left, "EndDate"),
            ],
            Needs = [[Field.Name, Field.LastName], [Field.Id, Field.NationalId, Field.BusinessEntityId]],
        },
        new("adventureworks", FactKind.Account, "Resellers|DimReseller|Reseller")
        {
            Fields = [(Field.Id, "ResellerKey"), (Field.Name, "ResellerName|Reseller"), (Field.Industry, "BusinessType"), (Field.Region, "Country_Region|Country-Region|EnglishCountryRegionName|StateProvinceName|State-Province")],
            Marks = "City",
            Needs = [[Field.Id], [Field.Name]],
        },
        new("adventureworks", FactKind.Product, "Product|Products|DimProduct")
        {
            Fields = [(Field.Id, "ProductKey"), (Field.Name, "Product|EnglishProductName|ProductName"), (Field.Cost, "StandardCost|Standard Cost"), (Field.ListPrice, "ListPrice|List Price"), (Field.Family, "Subcategory|EnglishProductSubcategoryName|EnglishProductCategoryName|Category"), (Field.Code, "ProductAlternateKey|SKU")],
            Marks = "Color",
            Needs = [[Field.Id], [Field.Name]],
        },
        new("adventureworks", null, "DimEmployeeSalesTerritory|SalespersonRegion")
        {
            Fields = [(Field.SalespersonId, "EmployeeKey"), (Field.Territory, "SalesTerritoryKey")],
            Needs = [[Field.SalespersonId], [Field.Territory]],
            Left = "Says who sells in which territory; a booking keeps its own. Mind that targets beside it may be meant for territories that several people share, not for one person's own orders.",
        },
        new("adventureworks", null, "DimSalesTerritory|Region|SalesTerritory")
        {
            Fields = [(Field.Territory, "SalesTerritoryKey"), (Field.Region, "Region|SalesTerritoryRegion|Country|Group|SalesTerritoryGroup|SalesTerritoryCountry")],
            Needs = [[Field.Territory], [Field.Region]],
            Left = "Territories are not taken as a list: a booking keeps its own.",
        },
    ];
}
