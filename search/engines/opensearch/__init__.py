"""OpenSearch behind the Engine protocol: for archives that one machine is too small for.

Analysis stays ours: a cluster is sent terms ready made, and cuts them apart at spaces.

- ``engine``     an index of the cluster for each folder of generations, which names it
- ``connection`` where the cluster is, and its errors in our words
- ``errors``     what can go wrong there
- ``mapping``    the fields of an index, and how terms that share a position are scored
- ``terms``      the columns of analysed articles as the texts of documents
- ``part``       documents in a file, on their way into the cluster
- ``writer``     changes of one index, sent and shown together
- ``disks``      whether a cluster still writes
- ``groups``     near-copies, looked for around what changed
- ``queries``    queries as JSON
- ``snapshot``   one state of an index: searched, counted, gone through
- ``expanding``  which terms of the index have a shape
- ``reranking``  where the query stands in the best documents
- ``facets``     counts by facet, and what passes a filter
- ``vocabulary`` the terms of an index, each a document
- ``completing`` what begins with some letters
- ``searching``  one search: its page, total, facets
- ``reader``     what can be asked of a snapshot
"""
