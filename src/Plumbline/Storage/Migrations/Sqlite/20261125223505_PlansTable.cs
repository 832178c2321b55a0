using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PlansTable : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_BusinessPlans_People_SalespersonId",
                table: "BusinessPlans");

            migrationBuilder.DropForeignKey(
                name: "FK_PlanDrafts_BusinessPlans_PlanId",
                table: "PlanDrafts");

            migrationBuilder.DropForeignKey(
                name: "FK_PlanVersions_BusinessPlans_PlanId",
                table: "PlanVersions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_BusinessPlans",
                table: "BusinessPlans");

            migrationBuilder.RenameTable(
                name: "BusinessPlans",
                newName: "Plans");

            migrationBuilder.RenameIndex(
                name: "IX_BusinessPlans_SalespersonId_Period",
                table: "Plans",
                newName: "IX_Plans_SalespersonId_Period");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Plans",
                table: "Plans",
                column: "Id");

            migrationBuilder.AddForeignKey(
                name: "FK_PlanDrafts_Plans_PlanId",
                table: "PlanDrafts",
                column: "PlanId",
                principalTable: "Plans",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Plans_People_SalespersonId",
                table: "Plans",
                column: "SalespersonId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_PlanVersions_Plans_PlanId",
                table: "PlanVersions",
                column: "PlanId",
                principalTable: "Plans",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_PlanDrafts_Plans_PlanId",
                table: "PlanDrafts");

            migrationBuilder.DropForeignKey(
                name: "FK_Plans_People_SalespersonId",
                table: "Plans");

            migrationBuilder.DropForeignKey(
                name: "FK_PlanVersions_Plans_PlanId",
                table: "PlanVersions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Plans",
                table: "Plans");

            migrationBuilder.RenameTable(
                name: "Plans",
                newName: "BusinessPlans");

            migrationBuilder.RenameIndex(
                name: "IX_Plans_SalespersonId_Period",
                table: "BusinessPlans",
                newName: "IX_BusinessPlans_SalespersonId_Period");

            migrationBuilder.AddPrimaryKey(
                name: "PK_BusinessPlans",
                table: "BusinessPlans",
                column: "Id");

            migrationBuilder.AddForeignKey(
                name: "FK_BusinessPlans_People_SalespersonId",
                table: "BusinessPlans",
                column: "SalespersonId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_PlanDrafts_BusinessPlans_PlanId",
                table: "PlanDrafts",
                column: "PlanId",
                principalTable: "BusinessPlans",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_PlanVersions_BusinessPlans_PlanId",
                table: "PlanVersions",
                column: "PlanId",
                principalTable: "BusinessPlans",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
