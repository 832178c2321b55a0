using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Opportunities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsQualified",
                table: "Stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "Place",
                table: "Stages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "Stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "AmountBefore",
                table: "OpportunityChanges",
                type: "INTEGER",
                precision: 18,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Emptied",
                table: "OpportunityChanges",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ExpectedCloseBefore",
                table: "OpportunityChanges",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "KnowsBefore",
                table: "OpportunityChanges",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "SalespersonBeforeId",
                table: "OpportunityChanges",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SalespersonId",
                table: "OpportunityChanges",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StageBefore",
                table: "OpportunityChanges",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "OpportunityChanges",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "StateBefore",
                table: "OpportunityChanges",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Competitor",
                table: "Opportunities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NextStep",
                table: "Opportunities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextStepDue",
                table: "Opportunities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "Opportunities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "KeptHere",
                table: "Companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.UpdateData(
                table: "Companies",
                keyColumn: "Id",
                keyValue: 1L,
                column: "KeptHere",
                value: 0);

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityChanges_At",
                table: "OpportunityChanges",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityChanges_SalespersonBeforeId",
                table: "OpportunityChanges",
                column: "SalespersonBeforeId",
                filter: "\"SalespersonBeforeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityChanges_SalespersonId",
                table: "OpportunityChanges",
                column: "SalespersonId",
                filter: "\"SalespersonId\" IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "FK_OpportunityChanges_People_SalespersonBeforeId",
                table: "OpportunityChanges",
                column: "SalespersonBeforeId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_OpportunityChanges_People_SalespersonId",
                table: "OpportunityChanges",
                column: "SalespersonId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_OpportunityChanges_People_SalespersonBeforeId",
                table: "OpportunityChanges");

            migrationBuilder.DropForeignKey(
                name: "FK_OpportunityChanges_People_SalespersonId",
                table: "OpportunityChanges");

            migrationBuilder.DropIndex(
                name: "IX_OpportunityChanges_At",
                table: "OpportunityChanges");

            migrationBuilder.DropIndex(
                name: "IX_OpportunityChanges_SalespersonBeforeId",
                table: "OpportunityChanges");

            migrationBuilder.DropIndex(
                name: "IX_OpportunityChanges_SalespersonId",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "IsQualified",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "AmountBefore",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "Emptied",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "ExpectedCloseBefore",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "KnowsBefore",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "SalespersonBeforeId",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "SalespersonId",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "StageBefore",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "State",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "StateBefore",
                table: "OpportunityChanges");

            migrationBuilder.DropColumn(
                name: "Competitor",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "NextStep",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "NextStepDue",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "KeptHere",
                table: "Companies");
        }
    }
}
