import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node in one JVM: OsNode NAME HTTP_PORT TRANSPORT_PORT BASE SEED,SEED,.. MANAGER,MANAGER,.. */
public final class OsNode {
    public static void main(String[] a) throws Exception {
        String name = a[0], http = a[1], transport = a[2], base = a[3];
        List<String> seeds = Arrays.asList(a[4].split(",")), managers = Arrays.asList(a[5].split(","));
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.setMaxHttpPort(-1); // else the runner refuses ports above 9299
        runner.onBuild((number, settings) -> {
            settings.put("node.name", name);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", http);
            settings.put("transport.port", transport);
            settings.put("discovery.type", "zen"); // the runner would force single-node when numOfNode is 1
            settings.putList("discovery.seed_hosts", seeds);
            settings.putList("cluster.initial_cluster_manager_nodes", managers); // ignored once the cluster exists
            settings.putList("node.roles", "cluster_manager", "data", "ingest");
            settings.put("node.processors", "1");
            settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
            // a full disk is noticed in a third of the usual time, for tests to be short; a node that stands still is
            // not: on a busy machine one that only waits for its turn would be left out
            settings.put("cluster.info.update.interval", "10s");
            settings.put("indices.query.bool.max_clause_count", "16384"); // as docs/opensearch.md asks for
        });
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try { runner.close(); } catch (Exception e) { e.printStackTrace(); }
            stop.countDown();
        }));
        runner.build(newConfigs().basePath(base + "/" + name).numOfNode(1).clusterName("timbao-test")
                .baseHttpPort(Integer.parseInt(http) - 1));
        System.out.println("READY " + name + " http=" + http);
        stop.await();
    }
}
