using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Signals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FactsChanged",
                columns: table => new
                {
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Mark = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FactsChanged", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "LastSignals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Forecasts = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LastSignals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignalPolicies",
                columns: table => new
                {
                    Rule = table.Column<string>(type: "text", nullable: false),
                    IsMuted = table.Column<bool>(type: "boolean", nullable: false),
                    Limit = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignalPolicies", x => x.Rule);
                });

            migrationBuilder.CreateTable(
                name: "Signals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Rule = table.Column<string>(type: "text", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Cause = table.Column<string>(type: "text", nullable: false),
                    RaisedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ResolvedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Stake = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    By = table.Column<DateOnly>(type: "date", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false),
                    Evidence = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<string>(type: "text", nullable: false),
                    SnoozedUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    SnoozeReason = table.Column<string>(type: "text", nullable: true),
                    SnoozedBy = table.Column<long>(type: "bigint", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Signals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Signals_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Signals_People_SnoozedBy",
                        column: x => x.SnoozedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.InsertData(
                table: "LastSignals",
                columns: new[] { "Id", "Day", "Forecasts" },
                values: new object[] { 1L, new DateOnly(1, 1, 1), -1L });

            migrationBuilder.CreateIndex(
                name: "IX_Signals_PersonId_ResolvedOn",
                table: "Signals",
                columns: new[] { "PersonId", "ResolvedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Signals_PersonId_Rule_Cause",
                table: "Signals",
                columns: new[] { "PersonId", "Rule", "Cause" },
                unique: true,
                filter: "\"ResolvedOn\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Signals_SnoozedBy",
                table: "Signals",
                column: "SnoozedBy");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FactsChanged");

            migrationBuilder.DropTable(
                name: "LastSignals");

            migrationBuilder.DropTable(
                name: "SignalPolicies");

            migrationBuilder.DropTable(
                name: "Signals");
        }
    }
}
