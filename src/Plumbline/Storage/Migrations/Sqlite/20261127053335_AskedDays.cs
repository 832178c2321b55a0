using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AskedDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Forecasts_Measure_Subject_SubjectId_First_Length_AsOf",
                table: "Forecasts");

            migrationBuilder.AddColumn<bool>(
                name: "IsAsked",
                table: "Forecasts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AskedDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Failed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AskedDays", x => x.Day);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Forecasts_Measure_Subject_SubjectId_First_Length_AsOf_IsAsked",
                table: "Forecasts",
                columns: new[] { "Measure", "Subject", "SubjectId", "First", "Length", "AsOf", "IsAsked" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What was reckoned would be taken for what was said at the time, or stand beside it under one key.
            migrationBuilder.Sql("DELETE FROM \"Forecasts\" WHERE \"IsAsked\" = 1");

            migrationBuilder.DropTable(
                name: "AskedDays");

            migrationBuilder.DropIndex(
                name: "IX_Forecasts_Measure_Subject_SubjectId_First_Length_AsOf_IsAsked",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "IsAsked",
                table: "Forecasts");

            migrationBuilder.CreateIndex(
                name: "IX_Forecasts_Measure_Subject_SubjectId_First_Length_AsOf",
                table: "Forecasts",
                columns: new[] { "Measure", "Subject", "SubjectId", "First", "Length", "AsOf" },
                unique: true);
        }
    }
}
