namespace Plumbline.Importing.Profiles;

/// <summary>The tables of Maven's sales set and their like: a pipeline, the teams that work it, accounts and products.</summary>
internal static class Maven
{
    public static readonly SourceTable[] Tables =
    [
        new("maven", FactKind.Opportunity, "sales_pipeline|pipeline")
        {
            Fields =
            [
                (Field.Id, "opportunity_id"), (Field.Salesperson, "sales_agent"), (Field.Product, "product"), (Field.Account, "account"), (Field.Stage, "deal_stage"), (Field.Opened, "engage_date"),
                (Field.Closed, "close_date"), (Field.WonAmount, "close_value"),
            ],
            Needs = [[Field.Stage], [Field.Salesperson, Field.Id, Field.Account], [Field.Opened, Field.WonAmount, Field.Closed]],
        },
        new("maven", FactKind.Person, "sales_teams|teams")
        {
            Fields = [(Field.Name, "sales_agent"), (Field.Manager, "manager"), (Field.Office, "regional_office")],
            Needs = [[Field.Name], [Field.Manager, Field.Office]],
        },
        new("maven", FactKind.Account, "accounts")
        {
            Fields = [(Field.Name, "account"), (Field.Industry, "sector"), (Field.Region, "office_location"), (Field.Parent, "subsidiary_of")],
            Marks = "year_established|employees|revenue",
            Needs = [[Field.Name], [Field.Industry, Field.Region, Field.Parent]],
        },
        new("maven", FactKind.Product, "products")
        {
            Fields = [(Field.Name, "product"), (Field.Family, "series"), (Field.ListPrice, "sales_price")],
            Needs = [[Field.Name], [Field.Family, Field.ListPrice]],
        },
        new("maven", null, "data_dictionary|dictionary|metadata")
        {
            Fields = [(Field.Type, "Table"), (Field.Property, "Field|Column"), (Field.Subject, "Description")],
            Needs = [[Field.Property], [Field.Subject]],
            Left = "A data dictionary: it describes the other files.",
        },
    ];
}

/// <summary>Tables of no particular system, by the words that people use. They also fill in what another profile leaves unmapped.</summary>
internal static class Generic
{
    private const string Teams = "Team|Sales Team|Team Name|Owner Team|Salesperson Team|Rep Team|Sales Group";
    private const string Seller = "Salesperson|Sales Person|Sales Rep|Sales Representative|Salesman|Seller|Rep|Rep Name|Account Executive|AE|Account Manager|Sales Agent|Agent|Owner|Deal Owner|Opportunity Owner|Owner Name|Owned By|Sales Owner|Assigned To|Salesperson Name|Employee|Employee Name|Person|Sold By|Owner Email|Salesperson Email|Sales Rep Email|Rep Email|Seller Email|Agent Email";
    private const string SellerId = "Salesperson ID|Sales Rep ID|Rep ID|Owner ID|Seller ID|Employee ID|Salesperson Code|Employee Number";
    private const string Customer = "Account|Account Name|Customer|Customer Name|Client|Client Name|Company|Company Name|Organization|Organisation|Organization Name|Business|Buyer|Sold To";
    private const string CustomerId = "Account ID|Customer ID|Client ID|Company ID|Account Number|Customer Number|Customer No|Account No|Customer Code";
    private const string Goods = "Product|Product Name|Item|Item Name|Solution|Service|SKU Name|Offering";
    private const string GoodsId = "Product ID|Item ID|SKU|Product Code|Item Code|Product Key|Item Number|Part Number";
    private const string Money = "Currency|Currency Code|ISO Currency|CCY";
    private const string QuotaParts = "Product|Product Line|Product Family|Product Group|Product Category|Line of Business|Business Line|Solution Area|Segment|Category";
    private const string Deleted = "Is Deleted|Deleted";

    public static readonly SourceTable[] Tables =
    [
        new("generic", FactKind.Opportunity, "opportunities|opportunity|deals|deal|pipeline|sales_pipeline|crm")
        {
            Fields =
            [
                (Field.Id, "Opportunity ID|Deal ID|ID|Opp ID|Record ID|Opportunity Number|Deal Number|Opportunity Key|Copper ID|External ID"),
                (Field.Name, "Opportunity Name|Deal Name|Opportunity|Deal|Opportunity Title|Deal Title|Topic|Title|Name|Subject|Project|Description"), (Field.AccountId, CustomerId), (Field.Account, Customer + "|Prospect|Accounts"),
                (Field.ProductId, GoodsId), (Field.Product, Goods), (Field.SalespersonId, SellerId), (Field.Salesperson, Seller), (Field.Stage, "Stage|Sales Stage|Deal Stage|Pipeline Stage|Stage Name|Phase|Opportunity Stage|Step"),
                (Field.State, "Status|State|Opportunity Status|Deal Status|Result|Opportunity Result|Outcome|Won/Lost|Win/Loss"), (Field.IsClosed, "Is Closed"), (Field.IsWon, "Is Won|Won"),
                (Field.ConvertedAmount, "Amount in Company Currency|Amount in Base Currency|Converted Amount|Amount (Base)|Base Amount|Base Currency Amount|Amount (Company Currency)|Deal Value in Base Currency"), (Field.Amount, "Amount|Deal Size|Deal Value|Value|Opportunity Amount|Opportunity Value|Expected Revenue|Estimated Revenue|Est Revenue|Est. Value|Estimated Value|Expected Amount|Deal Amount|Revenue|Total|TCV|ACV|Contract Value|Potential Revenue|Price|Amount excl. VAT|Total excl. VAT|Total excl. Tax|Net Amount|Net Value|Untaxed Amount|Amount incl. VAT|Total incl. VAT"),
                (Field.WonAmount, "Won Amount|Actual Revenue|Actual Value|Closed Amount|Close Value|Closed Value|Won Value|Won Revenue"), (Field.Currency, Money), (Field.Probability, "Probability|Win Probability|Close Probability|Win %|Likelihood|Chance|Confidence|Probability %"),
                (Field.Opened, "Opened|Open Date|Opened On|Created|Created Time|Created Date|Create Date|Created On|Created At|Creation Date|Start Date|Date Created|Engage Date|Date Opened|Opportunity Created|Entry Date|Deal Created|Deal Created On|Deal Created Date|Deal Creation Date|Added|Added On|Date Added|Added Date|Deal Added|Entered|Entered On|Date Entered|Lead Date|Inquiry Date|Enquiry Date|Date Received|Received On|First Contact|First Contact Date"),
                (Field.ExpectedClose, "Expected Close|Expected Close Date|Est Close Date|Est. Close|Estimated Close Date|Forecast Close Date|Expected Closing|Target Close Date|Planned Close Date|Forecast Date|Expected Close On|Forecasted Close Date|Anticipated Close Date"),
                (Field.Closed, "Closed|Closed Date|Closed On|Actual Close Date|Actual Close|Date Closed|Closed At|Completion Date"), (Field.CloseDate, "Close Date|Closing Date|Close|Close On"), (Field.WonOn, "Won Date|Won On|Won Time|Won At|Date Won"), (Field.LostOn, "Lost Date|Lost On|Lost Time|Lost At|Date Lost"),
                (Field.Reason, "Reason|Loss Reason|Lost Reason|Close Reason|Win/Loss Reason|Reason Lost|Status Reason|Closed Lost Reason|Reason for Loss|Reason for Losing|Deal Lost Reason|Deal Loss Reason|Opportunity Lost Reason|Closed Reason|Reason Closed|Reason Won/Lost|Won/Lost Reason"), (Field.NewBusiness, "New Business|Is New Business|Business Type|New or Existing|Deal Type|Opportunity Type|New/Existing|Is New Customer"), (Field.IsDeleted, Deleted),
                (Field.Campaign, "Campaign|Campaign Code|Campaign Name|Source Campaign|Marketing Campaign|Primary Campaign|Primary Campaign Source|Campaign Source|UTM Campaign"),
                (Field.Team, Teams), (Field.At, "Snapshot Date|Snapshot|Snapshot Month|As Of|As Of Date|As At|Report Date|Reporting Date|Export Date|Exported On|Extract Date|Extracted On|Data As Of"),
            ],
            Needs = [[Field.Stage, Field.State, Field.IsWon, Field.ExpectedClose, Field.CloseDate, Field.WonOn], [Field.Amount, Field.WonAmount, Field.CloseDate, Field.ExpectedClose, Field.Closed, Field.Probability], [Field.Salesperson, Field.SalespersonId, Field.Account, Field.AccountId, Field.Id, Field.Name]],
        },
        new("generic", FactKind.OpportunityChange, "changes|opportunity_changes|deal_history|history|stage_history")
        {
            Fields =
            [
                (Field.Id, "Change ID|History ID|ID"), (Field.OpportunityId, "Opportunity ID|Deal ID|Opp ID"), (Field.Opportunity, "Opportunity|Opportunity Name|Deal|Deal Name"), (Field.At, "At|Changed At|Changed On|Change Date|Timestamp|Modified At|Date Changed|Changed|Entered At|Date Entered"),
                (Field.Stage, "New Stage|To Stage|Stage|Deal Stage"), (Field.Amount, "New Amount|Amount|Value"), (Field.ExpectedClose, "New Close Date|Expected Close|Expected Close Date|Close Date"), (Field.Probability, "Probability"), (Field.Property, "Field Changed|Changed Field"), (Field.Value, "New Value"),
            ],
            Needs = [[Field.OpportunityId, Field.Opportunity], [Field.At], [Field.Stage, Field.Amount, Field.ExpectedClose, Field.Property]],
        },
        new("generic", FactKind.Booking, "bookings|booking|orders|order|invoices|invoice|sales|revenue")
        {
            Fields =
            [
                (Field.Id, "Booking ID|Transaction ID|Booking Number|ID|Invoice Line ID|Transaction Number|External ID|Booking"), (Field.OrderNumber, "Order Number|Order ID|Invoice Number|Order No|Invoice No|Invoice ID|Sales Order|Sales Order Number|Invoice|Order|Document Number"), (Field.OrderLine, "Line|Line Number|Order Line|Line No|Item No|Order Line Number|Invoice Line"),
                (Field.Date, "Booking Date|Order Date|Invoice Date|Booked On|Sale Date|Sales Date|Transaction Date|Date|Posting Date|Booked|Date Booked|Order Placed|Invoiced On"), (Field.AccountId, CustomerId), (Field.Account, Customer), (Field.ProductId, GoodsId), (Field.Product, Goods), (Field.SalespersonId, SellerId),
                (Field.Salesperson, "Credits|Credit|Salesperson 1|Sales Rep 1|" + Seller), (Field.Salesperson2, "Salesperson 2|Sales Rep 2|Second Salesperson|Co-seller"), (Field.Salesperson3, "Salesperson 3|Sales Rep 3|Third Salesperson"), (Field.Share, "Share|Share 1|Split 1|Split|Credit %|Share %|Split %|Credit 1"), (Field.Share2, "Share 2|Split 2|Credit 2|Second Share"), (Field.Share3, "Share 3|Split 3|Credit 3|Third Share"),
                (Field.Revenue, "Revenue|Net Revenue|Amount|Sales Amount|Net Amount|Sales|Line Amount|Line Total|Total|Invoice Amount|Order Amount|Booked Amount|Net Sales|Order Total|Value|Order Value|Net Value|Total Revenue|Amount excl. VAT|Total excl. VAT|Total excl. Tax|Untaxed Amount|Amount incl. VAT|Total incl. VAT"),
                (Field.Cost, "Cost|Total Cost|COGS|Cost of Goods Sold|Cost Amount|Total Product Cost"), (Field.UnitCost, "Unit Cost|Standard Cost|Cost Per Unit"), (Field.Margin, "Margin|Gross Margin|Profit|Gross Profit|Contribution|Margin Amount"), (Field.Quantity, "Quantity|Qty|Units|Order Quantity|Units Sold"), (Field.UnitPrice, "Unit Price|Price|Sales Price|Unit Amount"), (Field.Discount, "Discount|Discount %|Discount Rate|Discount Percent|Discount Percentage"),
                (Field.State, "Status|Order Status|Invoice Status|Document Status|Sales Status"), (Field.DocumentType, "Document Type|Doc Type|Type of Document|Invoice Type|Transaction Type"), (Field.Territory, "Territory|Sales Territory|Region"), (Field.Currency, Money), (Field.NewBusiness, "New Business|Is New Business|New or Existing|New/Existing|Business Type|Is New Customer"), (Field.IsDeleted, Deleted), (Field.IsCancelled, "Void|Voided|Is Void|Is Voided|Cancelled|Canceled|Is Cancelled|Is Canceled"),
                (Field.Team, Teams),
            ],
            Needs = [[Field.Date], [Field.Revenue, Field.UnitPrice], [Field.Salesperson, Field.SalespersonId]],
        },
        new("generic", FactKind.Target, "targets|target|quotas|quota|goals|goal|budget|plan")
        {
            Fields =
            [
                (Field.Id, "Target ID|Quota ID|ID"), (Field.SalespersonId, "Quota Owner ID|" + SellerId), (Field.Salesperson, "Goal Owner|Quota Owner|Quota Owner Name|Quota Owner: Full Name|" + Seller + "|Name"),
                (Field.Revenue, "Quota|Target|Revenue Target|Revenue Quota|Target Revenue|Quota Amount|Target Amount|Sales Target|Sales Quota|Revenue|Goal|Amount|Target Value|Budget|Annual Quota|Annual Target|Yearly Quota|Yearly Target"), (Field.Margin, "Margin|Margin Target|Margin Quota|Target Margin|Gross Margin|Gross Margin Target|Profit Target"),
                (Field.Currency, Money), (Field.From, "From|Start Date|Period Start|Start|From Date|Begin"), (Field.To, "To|End Date|Period End|End|To Date"), (Field.Year, "Year|Fiscal Year|Calendar Year|FY"), (Field.Quarter, "Quarter|Fiscal Quarter|Calendar Quarter|Qtr"), (Field.Month, "Month|Target Month|Month Name|Month Number|Calendar Month"),
                (Field.Period, "Period|Fiscal Period|Target Period|Quota Period|Time Period"), (Field.Product, QuotaParts), (Field.Metric, "Type|Quota Type|Target Type|Revenue Type|Metric|Measure|KPI|New/Renewal"),
            ],
            Needs = [[Field.Salesperson, Field.SalespersonId], [Field.Revenue, Field.Margin], [Field.Month, Field.Quarter, Field.Period, Field.From, Field.Year]],
        },
        new("generic", FactKind.Target, "targets|target|quotas|quota|goals|goal|budget|plan")
        {
            Fields = [(Field.SalespersonId, SellerId), (Field.Salesperson, "Quota Owner|" + Seller + "|Name"), (Field.Year, "Year|Fiscal Year|Calendar Year|FY"), (Field.Currency, Money), (Field.Metric, "Metric|Measure|Target Type|Type|Figure|KPI"), (Field.Product, QuotaParts)],
            Needs = [[Field.Salesperson, Field.SalespersonId]],
            IsWide = true,
        },
        new("generic", null, "targets|target|quotas|quota|goals|goal|team_quotas|team_targets")
        {
            Fields =
            [
                (Field.Team, "Team|Team Name|Sales Team|Region|Territory|Office|Department"), (Field.Revenue, "Quota|Target|Revenue Target|Revenue Quota|Quota Amount|Target Amount|Sales Target|Sales Quota|Team Quota|Team Target"),
                (Field.Year, "Year|Fiscal Year"), (Field.Quarter, "Quarter|Fiscal Quarter|Qtr"), (Field.Month, "Month|Target Month"), (Field.Period, "Period|Fiscal Period|Target Period|Quota Period"), (Field.From, "From|Start Date|Period Start"), (Field.To, "To|End Date|Period End"),
            ],
            Needs = [[Field.Team], [Field.Revenue], [Field.Month, Field.Quarter, Field.Period, Field.From, Field.Year]],
            Left = "Quotas of teams: a team's quota is what those of its people add up to, so that a file with the quota of each person is what tells it.",
        },
        new("generic", FactKind.Activity, "activities|activity|calls|meetings|visits|tasks|events")
        {
            Fields =
            [
                (Field.Id, "Activity ID|Task ID|Event ID|Meeting ID|ID|External ID"), (Field.Type, "Activity Type|Type|Activity|Kind|Task Type|Channel"), (Field.Date, "Activity Date|Date|Due Date|Start|Start Time|Start Date|When|Meeting Date|Call Date|Completed On|Done On|Day|Completed Date"), (Field.SalespersonId, SellerId), (Field.Salesperson, Seller + "|User|Organizer|Performed By"),
                (Field.AccountId, CustomerId), (Field.Account, Customer), (Field.OpportunityId, "Opportunity ID|Deal ID"), (Field.Opportunity, "Opportunity|Opportunity Name|Deal|Deal Name"), (Field.ContactId, "Contact ID"), (Field.Contact, "Contact|Contact Name|Contact Person|With"),
                (Field.Subject, "Subject|Summary|Topic|Title|Activity Subject|Description"), (Field.Outcome, "Outcome|Result|Disposition|Call Result"), (Field.State, "Status|State|Activity Status|Done|Is Done|Completed|Is Completed"), (Field.About, "Regarding|Related To|About"), (Field.IsDeleted, Deleted),
            ],
            Needs = [[Field.Date], [Field.Type, Field.Subject, Field.Outcome], [Field.Salesperson, Field.SalespersonId]],
        },
        new("generic", FactKind.Person, "people|salespeople|sales_team|sales_teams|users|employees|team|reps|staff")
        {
            Fields =
            [
                (Field.Id, "Employee ID|Person ID|User ID|Salesperson ID|ID|Rep ID|Employee Number|External ID"), (Field.Name, "Name|Full Name|Salesperson|Sales Rep|Sales Agent|Employee|Employee Name|Person|Sales Person|Rep|Rep Name|Salesperson Name"), (Field.FirstName, "First Name|Given Name|Forename"), (Field.LastName, "Last Name|Surname|Family Name"),
                (Field.Email, "Email|E-mail|Email Address|Mail|Work Email"), (Field.Title, "Title|Job Title|Position|Role|Job"), (Field.ManagerId, "Manager ID|Reports To ID|Supervisor ID"), (Field.Manager, "Manager|Manager Name|Reports To|Supervisor|Line Manager|Team Lead|Boss"), (Field.TeamId, "Team ID"), (Field.Team, "Team|Sales Team|Team Name|Department|Group"),
                (Field.Office, "Regional Office|Office|Region|Division"), (Field.Joined, "Joined|Hire Date|Start Date|Joined On|Hired|Employment Start|Date Joined"), (Field.Left, "Left|Left On|End Date|Termination Date|Leaving Date|Date Left"),
            ],
            Needs = [[Field.Name, Field.LastName], [Field.Manager, Field.ManagerId, Field.Team, Field.TeamId, Field.Joined, Field.Title, Field.Office]],
        },
        new("generic", FactKind.Team, "teams|team")
        {
            Fields = [(Field.Id, "Team ID|ID"), (Field.Name, "Team|Team Name|Name"), (Field.ParentId, "Parent Team ID|Parent ID"), (Field.Parent, "Parent Team|Parent|Part Of|Team Above|Division"), (Field.ManagerId, "Leader ID|Lead ID"), (Field.Manager, "Lead|Team Lead|Leader|Led By|Team Manager")],
            Needs = [[Field.Name], [Field.Parent, Field.ParentId, Field.Manager, Field.ManagerId]],
        },
        new("generic", FactKind.Product, "products|product|items|price_list|catalog|catalogue")
        {
            Fields =
            [
                (Field.Id, "Product ID|Item ID|Product Key|ID|External ID"), (Field.Name, "Product|Product Name|Name|Item|Item Name"), (Field.Code, "SKU|Product Code|Code|Item Code|Part Number|Item Number"), (Field.Family, "Family|Product Family|Category|Product Line|Series|Group|Product Group|Subcategory|Product Category"),
                (Field.ListPrice, "List Price|Price|Unit Price|Sales Price|Retail Price|MSRP"), (Field.Cost, "Cost|Standard Cost|Unit Cost|Cost Price|Purchase Price"), (Field.DefaultMargin, "Margin|Default Margin|Margin %|Margin Rate|Gross Margin %"),
            ],
            Needs = [[Field.Name], [Field.ListPrice, Field.Cost, Field.DefaultMargin, Field.Family, Field.Code]],
        },
        new("generic", FactKind.Account, "accounts|account|customers|customer|companies|clients|organizations")
        {
            Fields =
            [
                (Field.Id, CustomerId + "|ID|External ID"), (Field.Name, Customer + "|Name"), (Field.Industry, "Industry|Sector|Vertical|Segment|Branch"), (Field.Region, "Region|Territory|Country|Office Location|Location|Country/Region|State|Billing Country"), (Field.PaymentTerms, "Payment Terms|Payment Term|Payment Days|Terms of Payment|Net Days"), (Field.ParentId, "Parent ID|Parent Account ID"),
                (Field.Parent, "Parent|Parent Account|Parent Company|Subsidiary Of|Ultimate Parent|Part Of"), (Field.SalespersonId, SellerId), (Field.Salesperson, "Account Owner|Owner|Account Manager|Salesperson|Sales Rep"), (Field.IsDeleted, Deleted),
            ],
            Needs = [[Field.Name], [Field.Industry, Field.Region, Field.Parent, Field.ParentId, Field.Salesperson]],
        },
        new("generic", FactKind.Contact, "contacts|contact")
        {
            Fields =
            [
                (Field.Id, "Contact ID|ID|External ID"), (Field.Name, "Name|Full Name|Contact|Contact Name"), (Field.FirstName, "First Name|Given Name|Forename"), (Field.LastName, "Last Name|Surname|Family Name"), (Field.Title, "Title|Job Title|Position|Role"), (Field.Email, "Email|E-mail|Email Address|Mail"),
                (Field.Phone, "Phone|Phone Number|Telephone|Mobile|Business Phone"), (Field.AccountId, CustomerId), (Field.Account, Customer),
            ],
            Needs = [[Field.Name, Field.LastName], [Field.Email, Field.Phone], [Field.Account, Field.AccountId, Field.Phone]],
        },
        new("generic", FactKind.Stage, "stages|stage|pipeline_stages")
        {
            Fields = [(Field.Id, "Stage ID|ID"), (Field.Name, "Stage|Stage Name|Name|Label"), (Field.State, "State|Status|Meaning"), (Field.IsClosed, "Is Closed|Closed"), (Field.IsWon, "Is Won|Won|Closed Won"), (Field.Probability, "Probability|Default Probability"), (Field.Order, "Order|Sort Order|Position|Display Order|Sequence")],
            Needs = [[Field.Name], [Field.Order, Field.IsWon, Field.IsClosed]],
        },
    ];
}
