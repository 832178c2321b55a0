using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Activities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ImportedName",
                table: "ActivityTypes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "ActivityTypes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Order",
                table: "ActivityTypes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "ActivityTypes",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "NextStep",
                table: "Activities",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextStepDue",
                table: "Activities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "Activities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AgreedActivities",
                columns: table => new
                {
                    SalespersonId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    TypeId = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    PerWeek = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    AgreedOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgreedActivities", x => new { x.SalespersonId, x.Month, x.Version, x.TypeId });
                    table.ForeignKey(
                        name: "FK_AgreedActivities_ActivityTypes_TypeId",
                        column: x => x.TypeId,
                        principalTable: "ActivityTypes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgreedActivities_People_SalespersonId",
                        column: x => x.SalespersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Activities_Date",
                table: "Activities",
                column: "Date");

            migrationBuilder.CreateIndex(
                name: "IX_AgreedActivities_Month",
                table: "AgreedActivities",
                column: "Month");

            migrationBuilder.CreateIndex(
                name: "IX_AgreedActivities_TypeId",
                table: "AgreedActivities",
                column: "TypeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgreedActivities");

            migrationBuilder.DropIndex(
                name: "IX_Activities_Date",
                table: "Activities");

            migrationBuilder.DropColumn(
                name: "ImportedName",
                table: "ActivityTypes");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "ActivityTypes");

            migrationBuilder.DropColumn(
                name: "Order",
                table: "ActivityTypes");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "ActivityTypes");

            migrationBuilder.DropColumn(
                name: "NextStep",
                table: "Activities");

            migrationBuilder.DropColumn(
                name: "NextStepDue",
                table: "Activities");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Activities");
        }
    }
}
