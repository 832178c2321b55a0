namespace Plumbline.Importing.Profiles;

/// <summary>Dynamics 365 Sales: list views by labels, and Dataverse by logical names.</summary>
internal static class Dynamics
{
    private const string Owner = "Owner|owneridname|ownerid|Owner Name";
    private const string OwnerId = "_ownerid_value";

    public static readonly SourceTable[] Tables =
    [
        new("dynamics365", FactKind.Opportunity, "Opportunity|Opportunities|My Open Opportunities|All Opportunities|Open Opportunities|opportunitybase")
        {
            Fields =
            [
                (Field.Id, "(Do Not Modify) Opportunity|opportunityid|Opportunity ID"), (Field.Name, "Topic|name|Opportunity"),
                (Field.Account, "Potential Customer|Account|customeridname|parentaccountidname|accountidname|Customer|parentaccountid|customerid"),
                (Field.AccountId, "_customerid_value|_parentaccountid_value|_accountid_value"),
                (Field.Salesperson, Owner), (Field.SalespersonId, OwnerId), (Field.Product, "Proposed Solution|Product|Primary Product"), (Field.Stage, "Sales Stage|salesstage|stepname|Pipeline Phase|salesstagecode"),
                (Field.State, "Status|statecode|statecodename|state"), (Field.Reason, "Status Reason|statuscodename|Lost Reason"),
                (Field.Amount, "Est. revenue|Est. Revenue|estimatedvalue|Estimated Revenue|Budget Amount|Total Amount"), (Field.WonAmount, "Actual Revenue|actualvalue"),
                (Field.ExpectedClose, "Est. close date|estimatedclosedate|Est. Close Date|Estimated Close Date"), (Field.Closed, "Actual Close Date|actualclosedate"),
                (Field.Probability, "Probability|closeprobability"), (Field.Currency, "Currency|transactioncurrencyidname|isocurrencycode|transactioncurrencyid"),
                (Field.Opened, "Created On|createdon"), (Field.Campaign, "Source Campaign|campaignidname"),
            ],
            Marks = "Rating|opportunityratingcode|Forecast category|msdyn_forecastcategory|Customer Need|Purchase Process|Purchase Timeframe|Price List|estimatedvalue_base|stageid|purchaseprocess|budgetstatus|(Do Not Modify) Row Checksum|versionnumber|statuscode|Source Campaign|Revenue|isrevenuesystemcalculated",
            Needs = [[Field.Amount, Field.WonAmount, Field.ExpectedClose, Field.Closed], [Field.Name, Field.Id, Field.Account], [Field.State, Field.Stage, Field.Closed, Field.ExpectedClose]],
        },
        new("dynamics365", FactKind.Target, "Goal|Goals|My Active Goals|All Goals|goalbase")
        {
            Fields =
            [
                (Field.Id, "(Do Not Modify) Goal|goalid|Goal ID"), (Field.GoalName, "Name|title|Goal"), (Field.Salesperson, "Goal Owner|goalowneridname|goalownerid"), (Field.SalespersonId, "_goalownerid_value"),
                (Field.Revenue, "Target|Target (Money)|targetmoney|Target Money|Target (Decimal)|targetdecimal"), (Field.From, "From|goalstartdate|Start Date"), (Field.To, "To|goalenddate|End Date"),
                (Field.ParentGoal, "Parent Goal|parentgoalidname|parentgoalid|_parentgoalid_value"), (Field.Metric, "Goal Metric|metricidname|Metric"),
                (Field.Period, "Fiscal Period|fiscalperiodname"), (Field.Year, "Fiscal Year|fiscalyearname"), (Field.Currency, "Currency|transactioncurrencyidname"),
            ],
            Marks = "Goal Period Type|isfiscalperiodgoal|Percentage Achieved|percentage|Actual (Money)|actualmoney|Rollup Query|Roll-up Query|Metric Type (Goal Metric) (Goal Metric)",
            Needs = [[Field.Salesperson, Field.SalespersonId], [Field.Revenue], [Field.From, Field.Period]],
        },
        new("dynamics365", FactKind.Account, "Account|Accounts|My Active Accounts|Active Accounts|accountbase")
        {
            Fields =
            [
                (Field.Id, "(Do Not Modify) Account|accountid|Account ID"), (Field.Name, "Account Name|name"), (Field.Industry, "Industry|industrycodename|industrycode"), (Field.PaymentTerms, "Payment Terms|paymenttermscodename"),
                (Field.Region, "Territory|territoryidname|Address 1: Country/Region|address1_country|Address 1: State/Province|address1_stateorprovince"),
                (Field.Parent, "Parent Account|parentaccountidname"), (Field.ParentId, "_parentaccountid_value|parentaccountid"), (Field.Salesperson, Owner), (Field.SalespersonId, OwnerId),
            ],
            Marks = "Main Phone|telephone1|Primary Contact|primarycontactid|_primarycontactid_value|Address 1: City|address1_city|Annual Revenue|revenue|Relationship Type|accountnumber|Account Number|(Do Not Modify) Row Checksum|versionnumber|numberofemployees",
            Needs = [[Field.Name]],
            NeedsMark = true,
        },
        new("dynamics365", FactKind.Contact, "Contact|Contacts|My Active Contacts|Active Contacts|contactbase")
        {
            Fields =
            [
                (Field.Id, "(Do Not Modify) Contact|contactid|Contact ID"), (Field.Name, "Full Name|fullname"), (Field.FirstName, "First Name|firstname"), (Field.LastName, "Last Name|lastname"), (Field.Title, "Job Title|jobtitle"),
                (Field.Email, "Email|emailaddress1"), (Field.Phone, "Business Phone|telephone1|Mobile Phone|mobilephone"), (Field.Account, "Company Name|parentcustomeridname|parentcustomerid|Company"), (Field.AccountId, "_parentcustomerid_value"),
            ],
            Marks = "Address 1: City|Address 1: Street 1|Home Phone|Birthday|Anniversary|Marital Status|Customer Size|Salutation|Email Confirmed|(Do Not Modify) Row Checksum|Gender|Originating Lead",
            Needs = [[Field.Name, Field.LastName], [Field.Email, Field.Account, Field.AccountId]],
            NeedsMark = true,
        },
        new("dynamics365", FactKind.Person, "User|Users|systemuser|Enabled Users|systemuserbase")
        {
            Fields =
            [
                (Field.Id, "(Do Not Modify) User|systemuserid|User ID"), (Field.Name, "Full Name|fullname"), (Field.FirstName, "First Name|firstname"), (Field.LastName, "Last Name|lastname"), (Field.Email, "Primary Email|internalemailaddress|Primary E-mail"),
                (Field.Title, "Title|title|jobtitle|Job Title"), (Field.Manager, "Manager|parentsystemuseridname"), (Field.ManagerId, "_parentsystemuserid_value|parentsystemuserid"),
            ],
            Marks = "Business Unit|businessunitid|_businessunitid_value|User Name|domainname|isdisabled|Site|Position|Primary Email|internalemailaddress",
            Needs = [[Field.Name, Field.LastName], [Field.Manager, Field.ManagerId, Field.Email]],
            NeedsMark = true,
        },
        new("dynamics365", FactKind.Product, "Product|Products|Active Products|productbase")
        {
            Fields =
            [
                (Field.Id, "(Do Not Modify) Product|productid"), (Field.Name, "Name|name"), (Field.Code, "Product ID|productnumber"), (Field.Family, "Hierarchy Path|hierarchypath|Parent|parentproductidname"),
                (Field.ListPrice, "List Price|price"), (Field.Cost, "Standard Cost|standardcost|Current Cost|currentcost"), (Field.Structure, "Product Structure|productstructure"),
            ],
            Marks = "Default Unit|defaultuomid|Default Price List|pricelevelid|Unit Group|Decimals Supported|quantitydecimal|Product Type|Valid From|Valid To|Purchase Name",
            Needs = [[Field.Name], [Field.Code, Field.ListPrice, Field.Cost, Field.Structure]],
            NeedsMark = true,
        },
        Activity("Appointment|Appointments|My Appointments", "Meeting", "Required Attendees|requiredattendees|Optional Attendees|Is Online Meeting|Organizer|Location|isalldayevent|All Day Event"),
        Activity("Phone Call|PhoneCalls|Phone Calls|phonecall", "Call", "Call From|Call To|phonenumber|Phone Number|directioncode"),
        Activity("Task|Tasks", "Task", "Priority|percentcomplete|Percent Complete"),
        Activity("Email|Emails", "Email", "Email Sender|submittedby|Cc|Bcc"),
        Leave("Territory|Territories", "(Do Not Modify) Territory|Territory Name|territoryid", "Territories are not taken as a list: an account keeps its own as its region."),
        Leave("Campaign|Campaigns", "Campaign Type|Campaign Code|typecode|Total Actual Cost|Template", "Campaigns are not taken."),
        Leave("Lead|Leads", "Lead Source|leadid|Company Name|qualificationcode|leadqualitycode|(Do Not Modify) Lead", "Leads are not taken: only what became an opportunity is."),
    ];

    private static SourceTable Activity(string names, string type, string marks) => new("dynamics365", FactKind.Activity, names)
    {
        Fields =
        [
            (Field.Id, "activityid|(Do Not Modify) Appointment|(Do Not Modify) Phone Call|(Do Not Modify) Task|(Do Not Modify) Email"), (Field.Subject, "Subject|subject"),
            (Field.Date, "Start Time|scheduledstart|Due Date|scheduledend|Actual Start|actualstart|Actual End|actualend|Created On|createdon"),
            (Field.Salesperson, Owner), (Field.SalespersonId, OwnerId), (Field.About, "Regarding|regardingobjectidname|regardingobjectid"), (Field.AboutId, "_regardingobjectid_value"), (Field.Outcome, "Status Reason|statuscodename"),
            (Field.State, "Status|Activity Status|statecodename|statecode"),
        ],
        Marks = marks,
        Needs = [[Field.Subject], [Field.Date], [Field.Salesperson, Field.SalespersonId]],
        NeedsMark = true,
        ActivityType = type,
    };

    private static SourceTable Leave(string names, string marks, string why) => new("dynamics365", null, names) { Marks = marks, NeedsMark = true, Left = why };
}
