using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForecastMeasure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Forecasts_Subject_SubjectId_First_Length_AsOf",
                table: "Forecasts");

            migrationBuilder.AddColumn<int>(
                name: "Measure",
                table: "Forecasts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Forecasts_Measure_Subject_SubjectId_First_Length_AsOf",
                table: "Forecasts",
                columns: new[] { "Measure", "Subject", "SubjectId", "First", "Length", "AsOf" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Forecasts_Measure_Subject_SubjectId_First_Length_AsOf",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "Measure",
                table: "Forecasts");

            migrationBuilder.CreateIndex(
                name: "IX_Forecasts_Subject_SubjectId_First_Length_AsOf",
                table: "Forecasts",
                columns: new[] { "Subject", "SubjectId", "First", "Length", "AsOf" },
                unique: true);
        }
    }
}
