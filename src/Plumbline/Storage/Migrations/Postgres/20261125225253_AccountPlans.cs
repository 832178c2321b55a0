using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AccountPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Plans_SalespersonId_Period",
                table: "Plans");

            migrationBuilder.AddColumn<long>(
                name: "AccountId",
                table: "Plans",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "Plans",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "Plans",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Plans_AccountId_SalespersonId_Period",
                table: "Plans",
                columns: new[] { "AccountId", "SalespersonId", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Plans_SalespersonId",
                table: "Plans",
                column: "SalespersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Plans_SalespersonId_Period",
                table: "Plans",
                columns: new[] { "SalespersonId", "Period" },
                unique: true,
                filter: "\"Kind\" = 0");

            migrationBuilder.AddForeignKey(
                name: "FK_Plans_Accounts_AccountId",
                table: "Plans",
                column: "AccountId",
                principalTable: "Accounts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Plans_Accounts_AccountId",
                table: "Plans");

            migrationBuilder.DropIndex(
                name: "IX_Plans_AccountId_SalespersonId_Period",
                table: "Plans");

            migrationBuilder.DropIndex(
                name: "IX_Plans_SalespersonId",
                table: "Plans");

            migrationBuilder.DropIndex(
                name: "IX_Plans_SalespersonId_Period",
                table: "Plans");

            migrationBuilder.DropColumn(
                name: "AccountId",
                table: "Plans");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Plans");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "Plans");

            migrationBuilder.CreateIndex(
                name: "IX_Plans_SalespersonId_Period",
                table: "Plans",
                columns: new[] { "SalespersonId", "Period" },
                unique: true);
        }
    }
}
