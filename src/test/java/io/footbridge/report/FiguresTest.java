package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.report.Scope.CameraFigure;
import io.footbridge.report.Scope.GroupFigure;
import io.footbridge.report.Scope.HourFigure;
import io.footbridge.report.render.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void everyListAddsUpToTheTotalOfItsScope() {
        for (Scope scope : ExampleReports.twoCameras(0).scopes()) {
            long visitors = scope.visitors().number();
            long dayBefore = scope.dayBefore().number();
            assertThat(sum(scope.groups().stream().map(GroupFigure::visitors).toList()))
                    .isEqualTo(visitors);
            assertThat(sum(scope.hours().stream().map(HourFigure::visitors).toList()))
                    .isEqualTo(visitors);
            assertThat(sum(scope.cameras().stream().map(CameraFigure::visitors).toList()))
                    .isEqualTo(visitors);
            assertThat(sum(scope.groups().stream().map(GroupFigure::dayBefore).toList()))
                    .isEqualTo(dayBefore);
            assertThat(sum(scope.hours().stream().map(HourFigure::dayBefore).toList()))
                    .isEqualTo(dayBefore);
        }
    }

    @Test
    void theCamerasTogetherAreTheSumOfEach() {
        List<Scope> scopes = ExampleReports.twoCameras(0).scopes();
        assertThat(scopes)
                .extracting(scope -> scope.camera().orElse("all"))
                .containsExactly("all", ExampleReports.DOOR, ExampleReports.HALL);
        assertThat(scopes).extracting(scope -> scope.visitors().number()).containsExactly(12L, 7L, 5L);
        assertThat(scopes).extracting(scope -> scope.dayBefore().number()).containsExactly(8L, 8L, 0L);
        assertThat(scopes).extracting(scope -> scope.naive().number()).containsExactly(19L, 11L, 8L);
        assertThat(scopes)
                .extracting(scope -> scope.secondsInView().orElseThrow())
                .containsExactly(135 / 12.0, 73 / 7.0, 62 / 5.0);
    }

    @Test
    void agesComeAsPeopleGrowUpAndTheUnknownLast() {
        assertThat(ExampleReports.twoCameras(0).all().groups())
                .extracting(figure -> figure.age() + "/" + figure.gender())
                .containsExactly("Child/Female", "Adult/Female", "Adult/Male", "Old/Male", "Unknown/Unknown");
    }

    @Test
    void oneCameraHasNoScopeOfItsOwn() {
        assertThat(ExampleReports.labelled("Adult").scopes()).hasSize(1);
    }

    @Test
    void aDayWithoutVisitorsHasNoGroupsAndAllItsHours() {
        Scope all = ExampleReports.nobody().all();
        assertThat(all.visitors()).isEqualTo(People.of(0));
        assertThat(all.groups()).isEmpty();
        assertThat(all.cameras()).extracting(CameraFigure::visitors).containsExactly(People.of(0));
        assertThat(all.hours()).hasSize(24);
        assertThat(all.secondsInView()).isEmpty();
    }

    @Test
    void smallGroupsAreWithheldInEveryScopeAndFormat() {
        Report report = ExampleReports.twoCameras(5);
        assertThat(report.all().visitors()).isEqualTo(People.of(12));
        for (Scope scope : report.scopes()) {
            assertThat(scope.groups())
                    .allSatisfy(figure -> assertThat(figure.visitors())
                            .matches(count -> count.isWithheld() || count.number() == 0 || count.number() >= 5));
            assertThat(scope.hours())
                    .allSatisfy(figure -> assertThat(figure.visitors())
                            .matches(count -> count.isWithheld() || count.number() == 0 || count.number() >= 5));
        }
        for (Format format : Format.values()) {
            assertThat(format.render(report))
                    .as(format.name())
                    .contains(format == Format.JSON ? "null" : People.State.WITHHELD.text());
        }
    }

    private static long sum(List<People> counts) {
        return counts.stream().mapToLong(People::number).sum();
    }
}
