package io.footbridge.benchmark.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Makes another JVM collect its garbage at even distances of a run, and takes note of what is left. */
public final class LiveHeap {

    private static final int SAMPLES = 50;
    private static final int TENTH = 10;
    private static final long POLL_MILLIS = 20;

    private final RemoteServers servers;
    private final int warmUps;
    private final int objects;
    private final Map<Integer, Long> usedByDone = new TreeMap<>();

    /**
     * @param warmUps objects that do not count
     * @param objects those that do
     */
    public LiveHeap(RemoteServers servers, int warmUps, int objects) {
        this.servers = servers;
        this.warmUps = warmUps;
        this.objects = objects;
    }

    /** Takes samples until the last object is through, or the process has ended. */
    @SuppressWarnings("BanJNDI") // The other end is a process that this one has started itself.
    public void accompany(Process process) throws IOException, InterruptedException {
        try (JMXConnector connector = JMXConnectorFactory.connect(address(process.pid()))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            List<MemoryPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class);
            int next = 0;
            int done = 0;
            while (done < objects - objects / SAMPLES && process.isAlive()) {
                done = servers.tally().deleted() - warmUps;
                if (done > next) {
                    memory.gc();
                    usedByDone.put(done, usedAfterCollection(pools));
                    next = done + objects / SAMPLES;
                } else {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        }
    }

    /** The mean of the samples among the first tenth of the objects, in bytes. */
    public double firstTenth() {
        return mean(0, objects / TENTH);
    }

    public double lastTenth() {
        return mean(objects - objects / TENTH, objects);
    }

    private double mean(int from, int to) {
        return usedByDone.entrySet().stream()
                .filter(sample -> sample.getKey() > from && sample.getKey() <= to)
                .mapToLong(Map.Entry::getValue)
                .average()
                .orElse(Double.NaN);
    }

    /** Not what is used by the time the question arrives, when there is garbage again. */
    private static long usedAfterCollection(List<MemoryPoolMXBean> pools) {
        return pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static JMXServiceURL address(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new JMXServiceURL(machine.startLocalManagementAgent());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " cannot be looked into", e);
        }
    }
}
