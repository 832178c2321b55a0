namespace Plumbline.Importing.Profiles;

/// <summary>HubSpot: as a warehouse connector lands it (API names, with or without property_), and its own export by labels.</summary>
internal static class HubSpot
{
    private const string Deleted = "is_deleted|_fivetran_deleted|archived|is_archived";
    private const string Synced = "_fivetran_synced";

    public static readonly SourceTable[] Tables =
    [
        new("hubspot", FactKind.Opportunity, "deal|deals|deal_data|all-deals|hubspot-crm-exports-all-deals")
        {
            Fields =
            [
                (Field.Id, "deal_id|Record ID|hs_object_id|Deal ID|id"), (Field.Name, "dealname|Deal Name"), (Field.StageId, "deal_pipeline_stage_id|dealstage"), (Field.Stage, "Deal Stage|dealstage_label|deal_stage_name"),
                (Field.SalespersonId, "owner_id|hubspot_owner_id"), (Field.Salesperson, "Deal owner|owner_name|HubSpot Owner"), (Field.ConvertedAmount, "Amount in company currency|amount_in_home_currency"), (Field.Amount, "amount"),
                (Field.CloseDate, "closedate|Close Date"), (Field.Opened, "createdate|Create Date"), (Field.IsClosed, "hs_is_closed|Is Deal Closed?"), (Field.IsWon, "hs_is_closed_won|Is Closed Won"),
                (Field.Probability, "hs_deal_stage_probability|Deal probability"), (Field.Currency, "deal_currency_code|Currency"), (Field.Reason, "closed_lost_reason|Closed Lost Reason"), (Field.NewBusiness, "dealtype|Deal Type"), (Field.Campaign, "hs_campaign|Campaign"), (Field.Team, "HubSpot Team"),
                (Field.Account, "Associated Company|Associated Company (Primary)|Primary Associated Company"), (Field.AccountId, "Associated Company IDs|Associated Company IDs (Primary)|company_id"), (Field.IsDeleted, Deleted),
            ],
            Marks = "Amount in company currency|deal_pipeline_id|pipeline|portal_id|Last Activity Date|Associated Contact IDs|Pipeline|hs_lastmodifieddate|" + Synced,
            Needs = [[Field.Name, Field.StageId, Field.Stage], [Field.CloseDate, Field.Amount, Field.Opened, Field.Stage, Field.StageId], [Field.Id, Field.Name]],
            NeedsMark = true,
        },
        new("hubspot", FactKind.Stage, "deal_pipeline_stage|deal_pipeline_stage_data|pipeline_stages")
        {
            Fields =
            [
                (Field.Id, "stage_id"), (Field.Name, "label|stage_label"), (Field.IsWon, "closed_won|is_closed_won"), (Field.IsClosed, "is_closed"), (Field.Probability, "probability"), (Field.Order, "display_order"), (Field.IsDeleted, Deleted),
            ],
            Marks = "pipeline_id|active|" + Synced,
            Needs = [[Field.Id], [Field.Name]],
        },
        new("hubspot", FactKind.Person, "owner|owners|owner_data")
        {
            Fields =
            [
                (Field.Id, "owner_id|id"), (Field.FirstName, "first_name|First Name|firstname"), (Field.LastName, "last_name|Last Name|lastname"), (Field.Email, "email|Email"), (Field.TeamId, "primary_team_id"), (Field.IsDeleted, Deleted),
            ],
            Marks = "active_user_id|portal_id|is_active|user_id|type|" + Synced,
            Needs = [[Field.Id], [Field.Email, Field.LastName]],
            NeedsMark = true,
        },
        new("hubspot", FactKind.Team, "team|teams|team_data") { Fields = [(Field.Id, "id|team_id"), (Field.Name, "name|team_name"), (Field.IsDeleted, Deleted)], Marks = Synced, Needs = [[Field.Id], [Field.Name]], NeedsMark = true },
        new("hubspot", FactKind.Account, "company|companies|company_data|all-companies|hubspot-crm-exports-all-companies")
        {
            Fields =
            [
                (Field.Id, "id|company_id|Record ID|hs_object_id"), (Field.Name, "name|Company name|company_name|property_name"), (Field.Industry, "industry|Industry"), (Field.Region, "country|Country/Region|state|State/Region"),
                (Field.ParentId, "hs_parent_company_id|Parent Company IDs"), (Field.Parent, "Parent Company"), (Field.SalespersonId, "hubspot_owner_id|owner_id"), (Field.Salesperson, "Company owner"), (Field.IsDeleted, Deleted),
            ],
            Marks = "property_address|property_city|property_createdate|property_annualrevenue|annualrevenue|numberofemployees|Company Domain Name|domain|Associated Contact IDs|Lifecycle Stage|lifecyclestage|Company name|Company owner",
            Needs = [[Field.Name], [Field.Id]],
            NeedsMark = true,
        },
        new("hubspot", FactKind.Contact, "contact|contacts|contact_data|all-contacts|hubspot-crm-exports-all-contacts")
        {
            Fields =
            [
                (Field.Id, "id|contact_id|Record ID|vid|hs_object_id"), (Field.FirstName, "firstname|First Name"), (Field.LastName, "lastname|Last Name"), (Field.Email, "email|Email"), (Field.Phone, "phone|Phone Number|mobilephone"), (Field.Title, "jobtitle|Job Title"),
                (Field.Account, "company|Company Name|Associated Company|Primary Associated Company"), (Field.AccountId, "associatedcompanyid|Associated Company IDs|Primary Associated Company ID"), (Field.IsDeleted, Deleted),
            ],
            Marks = "property_createdate|hs_merged_object_ids|property_email_1|Lead Status|hs_lead_status|lifecyclestage|Lifecycle Stage|Contact owner|first_conversion_date|" + Synced,
            Needs = [[Field.LastName, Field.FirstName, Field.Email], [Field.Id]],
            NeedsMark = true,
        },
        new("hubspot", FactKind.OpportunityChange, "deal_stage|deal_stage_data")
        {
            Fields = [(Field.OpportunityId, "deal_id"), (Field.At, "date_entered|_fivetran_start"), (Field.StageId, "value|stage_id")],
            Marks = "_fivetran_end|_fivetran_active|date_entered|source_id",
            Needs = [[Field.OpportunityId], [Field.At], [Field.StageId]],
            NeedsMark = true,
        },
        new("hubspot", FactKind.OpportunityChange, "deal_property_history|deal_property_history_data")
        {
            Fields = [(Field.OpportunityId, "deal_id"), (Field.At, "timestamp"), (Field.Property, "name"), (Field.Value, "value")],
            Marks = "source|source_id|" + Synced,
            Needs = [[Field.OpportunityId], [Field.At], [Field.Property], [Field.Value]],
        },
        Engagement("call", "Call", "property_hs_call_title|hs_call_duration|hs_call_disposition"),
        Engagement("meeting", "Meeting", "start_time|end_time|meeting_outcome|hs_meeting_title|hs_meeting_start_time|web_conference_meeting_id|created_from_link_id"),
        Engagement("email", "Email", "hs_email_subject|hs_email_text|hs_email_direction"),
        Engagement("note", "Note", "hs_note_body|hs_body_preview"),
        Engagement("task", "Task", "hs_task_type|hs_task_subject|hs_task_status|task_type"),
        Engagement("communication", "Message", "hs_communication_channel_type|hs_communication_body"),
        Joined("deal_company|deal_company_data", Side.DealCompany, [(Field.AccountId, "company_id"), (Field.OpportunityId, "deal_id")], [[Field.AccountId], [Field.OpportunityId]], "Read for the companies of the deals."),
        Joined("deal_contact|deal_contact_data", Side.DealContact, [(Field.ContactId, "contact_id"), (Field.OpportunityId, "deal_id")], [[Field.ContactId], [Field.OpportunityId]], "Says which contacts a deal has; a deal here keeps its account only."),
        Joined("owner_team|owner_team_data", Side.OwnerTeam, [(Field.SalespersonId, "owner_id"), (Field.TeamId, "team_id"), (Field.IsActive, "is_team_primary")], [[Field.SalespersonId], [Field.TeamId]], "Read for the teams of the owners."),
        Joined("merged_deal|merged_deal_data", Side.MergedDeal, [(Field.Id, "deal_id"), (Field.MergedId, "merged_deal_id")], [[Field.MergedId]], "Read to leave the deals that were merged into others."),
        Joined("engagement|engagement_data", Side.Engagement, [(Field.EngagementId, "id|engagement_id"), (Field.SalespersonId, "owner_id"), (Field.Type, "type")], [[Field.EngagementId], [Field.Type]], "Read for the owners of the engagements.", "portal_id"),
        Joined("engagement_company|engagement_company_data", Side.EngagementCompany, [(Field.EngagementId, "engagement_id"), (Field.AccountId, "company_id")], [[Field.EngagementId], [Field.AccountId]], "Read for what the engagements are about."),
        Joined("engagement_contact|engagement_contact_data", Side.EngagementContact, [(Field.EngagementId, "engagement_id"), (Field.ContactId, "contact_id")], [[Field.EngagementId], [Field.ContactId]], "Read for what the engagements are about."),
        Joined("engagement_deal|engagement_deal_data", Side.EngagementDeal, [(Field.EngagementId, "engagement_id"), (Field.OpportunityId, "deal_id")], [[Field.EngagementId], [Field.OpportunityId]], "Read for what the engagements are about."),
        Leave("deal_pipeline|deal_pipeline_data", [[Field.Id], [Field.Name]], [(Field.Id, "pipeline_id"), (Field.Name, "label"), (Field.Order, "display_order")], "Pipelines are not kept apart: their stages are taken."),
        Leave("company_property_history|company_property_history_data|contact_property_history", [[Field.AccountId], [Field.At]], [(Field.AccountId, "company_id|contact_id"), (Field.At, "timestamp"), (Field.Property, "name"), (Field.Value, "value")], "What companies and contacts were before is not kept."),
        Leave("property|property_data", [[Field.Property]], [(Field.Property, "hubspot_object"), (Field.Type, "field_type"), (Field.Name, "group_name"), (Field.Value, "hubspot_defined")], "Describes HubSpot's own fields."),
        Leave("property_option|property_option_data", [[Field.Property]], [(Field.Property, "property_id"), (Field.Value, "hidden"), (Field.Name, "value")], "Describes HubSpot's own fields."),
        Leave("role|role_data", [[Field.Type]], [(Field.Type, "requires_billing_write"), (Field.Name, "name")], "Roles of HubSpot users say nothing of sales."),
        Leave("users|users_data|user", [[Field.Title]], [(Field.Title, "role_id"), (Field.Email, "email"), (Field.TeamId, "primary_team_id"), (Field.FirstName, "first_name"), (Field.LastName, "last_name"), (Field.Id, "id")], "Those who sign in to HubSpot; salespeople come from the owners."),
        Leave("team_user|team_user_data", [[Field.Id], [Field.TeamId]], [(Field.Id, "user_id"), (Field.TeamId, "team_id"), (Field.Type, "is_secondary_user")], "Teams of those who sign in to HubSpot; salespeople come from the owners."),
    ];

    private static SourceTable Engagement(string name, string type, string marks) => new("hubspot", FactKind.Activity, $"engagement_{name}|engagement_{name}_data|{name}|{name}s")
    {
        Fields =
        [
            (Field.Id, "engagement_id|hs_object_id|Record ID"), (Field.Date, "start_time|hs_meeting_start_time|hs_timestamp|Activity date|createdate|hs_createdate|Create date"), (Field.SalespersonId, "hubspot_owner_id|owner_id"),
            (Field.Salesperson, "Activity assigned to|Assigned to"), (Field.Subject, "title|hs_meeting_title|hs_call_title|hs_email_subject|hs_task_subject|subject"),
            (Field.Outcome, "meeting_outcome|hs_meeting_outcome|hs_call_disposition"), (Field.State, "hs_task_status|task_status"), (Field.Type, "type"), (Field.IsDeleted, Deleted),
        ],
        Marks = marks,
        Needs = [[Field.Id], [Field.Date]],
        ActivityType = type,
    };

    private static SourceTable Joined(string names, Side side, (Field, string)[] fields, Field[][] needs, string why, string marks = "category|type_id|engagement_type|" + Synced) =>
        new("hubspot", null, names) { Fields = fields, Marks = marks, Needs = needs, NeedsMark = side == Side.Engagement, Side = side, Left = why };

    private static SourceTable Leave(string names, Field[][] needs, (Field, string)[] fields, string why) => new("hubspot", null, names) { Fields = fields, Marks = Synced, Needs = needs, NeedsMark = true, Left = why };
}
