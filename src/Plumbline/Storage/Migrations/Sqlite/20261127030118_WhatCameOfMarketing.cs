using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WhatCameOfMarketing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Campaign",
                table: "Opportunities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FoldedCampaign",
                table: "Opportunities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                table: "LocalActivities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FoldedCode",
                table: "LocalActivities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LeadsCounted",
                table: "LocalActivities",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MarketingLeads",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ActivityId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Company = table.Column<string>(type: "TEXT", nullable: false),
                    Mail = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: true),
                    FollowerId = table.Column<long>(type: "INTEGER", nullable: false),
                    NotedBy = table.Column<long>(type: "INTEGER", nullable: false),
                    NotedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    FollowedUpOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    OpportunityId = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MarketingLeads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MarketingLeads_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MarketingLeads_LocalActivities_ActivityId",
                        column: x => x.ActivityId,
                        principalTable: "LocalActivities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MarketingLeads_Opportunities_OpportunityId",
                        column: x => x.OpportunityId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_MarketingLeads_People_FollowerId",
                        column: x => x.FollowerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MarketingLeads_People_NotedBy",
                        column: x => x.NotedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MarketingTouches",
                columns: table => new
                {
                    ActivityId = table.Column<long>(type: "INTEGER", nullable: false),
                    OpportunityId = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<long>(type: "INTEGER", nullable: false),
                    NotedOn = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MarketingTouches", x => new { x.ActivityId, x.OpportunityId });
                    table.ForeignKey(
                        name: "FK_MarketingTouches_LocalActivities_ActivityId",
                        column: x => x.ActivityId,
                        principalTable: "LocalActivities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MarketingTouches_Opportunities_OpportunityId",
                        column: x => x.OpportunityId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MarketingTouches_People_By",
                        column: x => x.By,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_FoldedCampaign",
                table: "Opportunities",
                column: "FoldedCampaign",
                filter: "\"FoldedCampaign\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_FoldedCode",
                table: "LocalActivities",
                column: "FoldedCode",
                unique: true,
                filter: "\"FoldedCode\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MarketingLeads_AccountId",
                table: "MarketingLeads",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_MarketingLeads_ActivityId_Key",
                table: "MarketingLeads",
                columns: new[] { "ActivityId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MarketingLeads_FollowerId_Outcome",
                table: "MarketingLeads",
                columns: new[] { "FollowerId", "Outcome" });

            migrationBuilder.CreateIndex(
                name: "IX_MarketingLeads_NotedBy",
                table: "MarketingLeads",
                column: "NotedBy");

            migrationBuilder.CreateIndex(
                name: "IX_MarketingLeads_OpportunityId",
                table: "MarketingLeads",
                column: "OpportunityId",
                filter: "\"OpportunityId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MarketingTouches_By",
                table: "MarketingTouches",
                column: "By");

            migrationBuilder.CreateIndex(
                name: "IX_MarketingTouches_OpportunityId",
                table: "MarketingTouches",
                column: "OpportunityId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MarketingLeads");

            migrationBuilder.DropTable(
                name: "MarketingTouches");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_FoldedCampaign",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_LocalActivities_FoldedCode",
                table: "LocalActivities");

            migrationBuilder.DropColumn(
                name: "Campaign",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "FoldedCampaign",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "Code",
                table: "LocalActivities");

            migrationBuilder.DropColumn(
                name: "FoldedCode",
                table: "LocalActivities");

            migrationBuilder.DropColumn(
                name: "LeadsCounted",
                table: "LocalActivities");
        }
    }
}
