namespace Plumbline.Importing.Profiles;

/// <summary>Salesforce: the Data Export by API names, and reports by labels.</summary>
internal static class Salesforce
{
    private const string OwnerLabels = "Owner: Full Name|Owner Name|Owner.Name|Owner Full Name";
    private const string Deleted = "IsDeleted|Deleted";

    public static readonly SourceTable[] Tables =
    [
        new("salesforce", FactKind.Opportunity, "Opportunity|Opportunities|Opp")
        {
            Fields =
            [
                (Field.Id, "Id|Opportunity ID|Opportunity: Opportunity ID|18 Digit Opportunity ID|Opportunity ID (18)|OpportunityId"),
                (Field.Name, "Opportunity Name|Opportunity: Opportunity Name|Opportunity|Name"),
                (Field.AccountId, "AccountId|Account ID"),
                (Field.Account, "Account Name|Account Name: Account Name|Account: Account Name|Account.Name|Account"),
                (Field.SalespersonId, "OwnerId|Owner ID|Opportunity Owner ID"),
                (Field.Salesperson, "Opportunity Owner|Opportunity Owner: Full Name|" + OwnerLabels + "|Owner"),
                (Field.Stage, "StageName|Stage|Stage Name"), (Field.IsClosed, "IsClosed|Closed|Is Closed"), (Field.IsWon, "IsWon|Won|Is Won"),
                (Field.ConvertedAmount, "Amount (converted)"), (Field.ConvertedCurrency, "Amount (converted) Currency"), (Field.Amount, "Amount|Opportunity Amount"), (Field.Currency, "CurrencyIsoCode|Amount Currency|Opportunity Currency|Currency ISO Code"),
                (Field.Probability, "Probability|Probability (%)"), (Field.CloseDate, "CloseDate|Close Date"), (Field.Opened, "CreatedDate|Created Date|Create Date"),
                (Field.Reason, "Loss Reason|Lost Reason|Reason Lost|Closed Lost Reason|Reason Won/Lost|Win/Loss Reason"), (Field.NewBusiness, "Type|Opportunity Type"),
                (Field.Product, "Product Name|Product: Product Name|Primary Product"), (Field.Campaign, "Primary Campaign Source|Primary Campaign Source: Campaign Name|Campaign Source|Campaign|Campaign.Name"), (Field.IsDeleted, Deleted),
            ],
            Marks = "StageSortOrder|ForecastCategory|ForecastCategoryName|Forecast Category|FiscalYear|FiscalQuarter|Fiscal Period|HasOpportunityLineItem|Pricebook2Id|Lead Source|LeadSource|Next Step|NextStep|Age|Owner Role|ExpectedRevenue|SystemModstamp|LastModifiedById",
            Needs = [[Field.Stage, Field.IsClosed, Field.IsWon], [Field.CloseDate, Field.Amount], [Field.Name, Field.Id]],
            NotWith = "Id|OpportunityId", // An id of its own beside that of an opportunity: of a part or of an earlier state of it.
        },
        new("salesforce", FactKind.OpportunityChange, "OpportunityHistory|Opportunity History|OpportunityFieldHistory")
        {
            Fields =
            [
                (Field.Id, "Id"), (Field.OpportunityId, "OpportunityId|Opportunity ID"), (Field.Opportunity, "Opportunity Name"), (Field.At, "CreatedDate|Created Date|Edit Date|Last Modified"),
                (Field.Stage, "StageName|To Stage|Stage"), (Field.Amount, "Amount"), (Field.ExpectedClose, "CloseDate|Close Date"), (Field.Probability, "Probability|Probability (%)"),
                (Field.Property, "Field|Field / Event"), (Field.Value, "NewValue|New Value"), (Field.IsDeleted, Deleted),
            ],
            Marks = "FromForecastCategory|FromOpportunityStageName|PrevForecastUpdate|PrevOpportunityStageUpdate|ValidThroughDate|CreatedDateForInsert|OldValue|Old Value|From Stage|Stage Duration|OpportunityId",
            Needs = [[Field.OpportunityId, Field.Opportunity], [Field.At], [Field.Stage, Field.Property]],
            NeedsMark = true,
        },
        new("salesforce", FactKind.Account, "Account|Accounts")
        {
            Fields =
            [
                (Field.Id, "Id|Account ID|AccountId|18 Digit Account ID"), (Field.Name, "Name|Account Name"), (Field.Industry, "Industry"),
                (Field.Region, "Region|BillingCountry|Billing Country|BillingState|Billing State/Province|ShippingCountry|ShippingState"),
                (Field.ParentId, "ParentId|Parent Account ID"), (Field.Parent, "Parent Account|Parent Account: Account Name|Parent.Name"),
                (Field.SalespersonId, "OwnerId|Owner ID|Account Owner ID"), (Field.Salesperson, "Account Owner|Account Owner: Full Name|" + OwnerLabels), (Field.IsDeleted, Deleted),
            ],
            Marks = "BillingStreet|BillingCity|Billing City|BillingPostalCode|ShippingStreet|ShippingCity|NumberOfEmployees|Employees|AnnualRevenue|Annual Revenue|TickerSymbol|Sic|NaicsCode|AccountNumber|Account Number|AccountSource|Account Site|Rating|Ownership|SystemModstamp|Last Activity",
            Needs = [[Field.Name]],
            NeedsMark = true,
        },
        new("salesforce", FactKind.Contact, "Contact|Contacts")
        {
            Fields =
            [
                (Field.Id, "Id|Contact ID|ContactId"), (Field.FirstName, "FirstName|First Name"), (Field.LastName, "LastName|Last Name"), (Field.Name, "Name|Full Name|Contact Name"),
                (Field.Title, "Title"), (Field.Email, "Email"), (Field.Phone, "Phone|MobilePhone|Mobile|Business Phone"), (Field.AccountId, "AccountId|Account ID"), (Field.Account, "Account Name|Account.Name|Account Name: Account Name"), (Field.IsDeleted, Deleted),
            ],
            Marks = "MailingStreet|MailingCity|Mailing City|Mailing Street|OtherStreet|ReportsToId|Reports To|HasOptedOutOfEmail|DoNotCall|AssistantName|Birthdate|Contact Owner|Department|Salutation|SystemModstamp",
            Needs = [[Field.LastName, Field.Name], [Field.AccountId, Field.Account, Field.Email]],
            NeedsMark = true,
        },
        new("salesforce", FactKind.Person, "User|Users")
        {
            Fields =
            [
                (Field.Id, "Id|User ID"), (Field.Name, "Name|Full Name"), (Field.FirstName, "FirstName|First Name"), (Field.LastName, "LastName|Last Name"), (Field.Email, "Email"), (Field.Title, "Title"),
                (Field.ManagerId, "ManagerId"), (Field.Manager, "Manager|Manager: Full Name|Manager.Name"), (Field.Team, "Team"),
            ],
            Marks = "Username|ProfileId|Profile|UserRoleId|Role|IsActive|Active|Alias|CommunityNickname|UserType|TimeZoneSidKey|LocaleSidKey",
            Needs = [[Field.Name, Field.LastName]],
            NeedsMark = true,
        },
        new("salesforce", FactKind.Product, "Product2|Product|Products")
        {
            Fields =
            [
                (Field.Id, "Id|Product ID|Product2Id"), (Field.Name, "Name|Product Name"), (Field.Code, "ProductCode|Product Code|StockKeepingUnit"), (Field.Family, "Family|Product Family"),
                (Field.ListPrice, "List Price|ListPrice"), (Field.Cost, "Cost|Unit Cost"), (Field.IsDeleted, Deleted),
            ],
            Marks = "ProductCode|Product Code|Family|Product Family|QuantityUnitOfMeasure|StockKeepingUnit",
            Needs = [[Field.Name], [Field.Code, Field.Family, Field.ListPrice]],
        },
        new("salesforce", FactKind.Activity, "Event|Events")
        {
            Fields = ActivityFields("Type|Event Subtype|EventSubtype", "Event ID"),
            Marks = "IsAllDayEvent|DurationInMinutes|ActivityDateTime|StartDateTime|EndDateTime|ShowAs|IsGroupEvent|All-Day Event|Duration|Location",
            Needs = [[Field.Date], [Field.Subject], [Field.SalespersonId, Field.Salesperson, Field.AboutId, Field.About]],
            NeedsMark = true,
            ActivityType = "Meeting",
        },
        new("salesforce", FactKind.Activity, "Task|Tasks|Activity|Activities")
        {
            Fields = ActivityFields("TaskSubtype|Type|Activity Type|Task Subtype", "Task ID|Activity ID"),
            Marks = "TaskSubtype|Task Subtype|CallType|CallDurationInSeconds|IsHighPriority|Priority|Due Date|Status|Task|Activity Type",
            Needs = [[Field.Date], [Field.Subject], [Field.SalespersonId, Field.Salesperson, Field.AboutId, Field.About]],
            NeedsMark = true,
            ActivityType = "Task",
        },
        Leave("Lead|Leads", "IsConverted|ConvertedAccountId|ConvertedContactId|ConvertedOpportunityId|ConvertedDate|Lead Owner|Lead Status|Lead ID|Converted", "Leads are not taken: only what became an opportunity is."),
        Leave("Campaign|Campaigns", "NumberOfLeads|NumberOfResponses|BudgetedCost|ActualCost|ExpectedResponse|NumberOfContacts|Campaign Name|CampaignMemberRecordTypeId", "Campaigns are not taken."),
        Leave("CampaignMember", "CampaignId|LeadId|HasResponded|FirstRespondedDate", "Members of campaigns are not taken."),
        Leave("OpportunityLineItem", "PricebookEntryId|TotalPrice|ServiceDate|SortOrder", "Lines of opportunities are not taken: an opportunity has one amount."),
        Leave("OpportunityContactRole", "ContactId|OpportunityId|Role|IsPrimary", "Roles of contacts are not taken."),
        Leave("OpportunityCompetitor", "CompetitorName|Strengths|Weaknesses|OpportunityId", "Competitors are not taken."),
        Leave("PricebookEntry|Pricebook2", "Pricebook2Id|Product2Id|UseStandardPrice|IsStandard", "Price books are not taken."),
        Leave("Case|Cases", "CaseNumber|Case Number|IsEscalated|ContactPhone|SuppliedEmail", "Cases are not taken."),
    ];

    private static (Field, string)[] ActivityFields(string type, string id) =>
    [
        (Field.Id, "Id|" + id), (Field.AboutId, "WhatId|Related To ID"), (Field.About, "Related To"), (Field.ContactId, "WhoId|Contact ID|Name ID"), (Field.Contact, "Contact|Name|Contact Name"),
        (Field.Subject, "Subject"), (Field.Date, "ActivityDate|ActivityDateTime|StartDateTime|Date|Due Date|Due Date Only|Start"), (Field.AccountId, "AccountId|Account ID"), (Field.Account, "Company / Account|Account Name|Account"),
        (Field.Opportunity, "Opportunity|Opportunity Name"), (Field.SalespersonId, "OwnerId|Assigned To ID|Owner ID"), (Field.Salesperson, "Assigned|Assigned To|Owner|" + OwnerLabels),
        (Field.Type, type), (Field.Outcome, "CallDisposition|Call Result"), (Field.State, "Status|Task Status|IsClosed|Closed"), (Field.IsDeleted, Deleted),
    ];

    private static SourceTable Leave(string names, string marks, string why) => new("salesforce", null, names) { Marks = marks, NeedsMark = true, Left = why };
}
