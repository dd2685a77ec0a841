"""The statements that DuckDB reads an export with."""

from __future__ import annotations

from typing import Final

from pathway.fhir.wholeness import TOUCHED

#: The kinds of resources that a reader looks at, by themselves or where others refer to them.
KEPT: Final = (*TOUCHED, "Substance", "Composition", "List", "OperationOutcome")

TABLES: Final = r"""
-- The id in a reference to a patient, or to whatever has a UUID.
create temp macro patient_in(reference) as
    regexp_extract(reference, '^(?:urn:uuid:|(?:.*/)?Patient/)([^/?#|]+)(?:/_history/.*)?$', 1);
-- The id in a reference to anything.
create temp macro id_in(reference) as regexp_extract(reference, '([^/:]+)(?:/_history/.*)?$', 1);
-- The code and unit of an observation, the number of its components, and theirs.
create temp macro concept_of(json) as json_array(
    json->'$.code',
    json->'$.valueQuantity.system', json->'$.valueQuantity.code', json->'$.valueQuantity.unit',
    case when json_type(json, '$.component') = 'ARRAY' then json_array_length(json, '$.component')
        when json_exists(json, '$.component') then -1 end,
    json->'$.component[*].code', json->'$.component[*].valueQuantity.system',
    json->'$.component[*].valueQuantity.code', json->'$.component[*].valueQuantity.unit'
)::varchar;
create temp table line (
    file smallint, kind varchar, id varchar, owner varchar, target varchar, cited varchar,
    concept varchar, raw varchar
);
create temp table person (key varchar);
create temp table link (key varchar, other varchar);
create temp table quiet (concept varchar);
create temp table loud (id varchar);
"""

READ: Final = """
insert into line
select $number, kind, id, case when kind = 'Patient' then id else owner end,
    target, cited, concept, raw
from (
    select json_extract_string(json, '$.resourceType') as kind,
        case when json_type(json, '$.id') = 'VARCHAR' then json->>'$.id' end as id,
        patient_in(case when kind in ('AllergyIntolerance', 'Device')
            then coalesce(json->>'$.patient.reference', json->>'$.subject.reference')
            else coalesce(json->>'$.subject.reference', json->>'$.patient.reference')
        end) as owner,
        case when kind = 'DeviceUseStatement' then json->>'$.device.reference'
            when starts_with(kind, 'Medication') then json->>'$.medicationReference.reference'
        end as target,
        case when kind <> 'Observation' then (json->'$.reasonReference')::varchar end as cited,
        case when kind = 'Observation' then concept_of(json) end as concept,
        json::varchar as raw
    from read_ndjson_objects($path, ignore_errors = true)
)
where kind is null or kind in $kept or not kind in $known
"""

KINDS: Final = "select distinct kind from line where file = ? and kind is not null"
DAMAGED: Final = """
select count(*) filter (raw is null),
    count(*) filter (raw is not null and (kind is null or kind not in $2))
from line where file = $1
"""
WITHOUT_DAMAGED: Final = "delete from line where file = $1 and (kind is null or kind not in $2)"

UNNAMED: Final = """
select file, count(*) from line where kind = 'Patient' and coalesce(id, '') = ''
group by file order by file
"""
PEOPLE: Final = """
delete from line where kind = 'Patient' and coalesce(id, '') = '';
insert into person select distinct id from line where kind = 'Patient';
"""
LINKING: Final = "select id, raw from line where kind = 'Patient' and json_exists(raw, '$.link')"
#: Each of two has the other's resources, so that a reader can say that these are merged.
LINK: Final = "insert into link values ($1, $2), ($2, $1)"

OF_STRANGERS: Final = """
select file, count(*) from line
where owner <> '' and owner not in (select key from person union select other from link)
group by file order by file
"""
OF_NOBODY: Final = """
select file, kind, count(*) from line
where coalesce(owner, '') = '' and kind <> 'Device' and kind not in (
    'Patient', 'Medication', 'Substance', 'Composition', 'List', 'OperationOutcome'
)
group by file, kind order by file, kind
"""
LOOSE_DEVICES: Final = """
select file, raw from line where kind = 'Device' and coalesce(owner, '') = ''
and coalesce(id, '') not in (
    select id_in(target) from line
    where kind = 'DeviceUseStatement' and target is not null
)
"""
TELLING: Final = """
select file, kind, raw from line
where kind in ('Composition', 'List', 'OperationOutcome') and coalesce(owner, '') = ''
"""

CONCEPTS: Final = "select distinct concept from line where concept is not null"
#: Observations of which there are several versions, or that are given as a reason.
TWICE_OR_CITED: Final = """
insert into loud
select id from line where kind = 'Observation' and id is not null
group by id having count(*) > 1
union
select id_in(reference) from (
    select unnest(regexp_extract_all(cited, '"([^"]*)"', 1)) as reference
    from line where cited is not null
)
"""

RECORDS: Final = """
with users as (
    select owner as key, id_in(target) as id,
        case when kind = 'DeviceUseStatement' then 'Device' else 'Medication' end as kind
    from line where target is not null and owner <> ''
), used as (
    select distinct users.key, line.raw from users
    join line on line.kind = users.kind and line.id = users.id and coalesce(line.owner, '') = ''
), parts as (
    select key, id_in(unnest(list_concat(
        json_extract_string(raw, '$.ingredient[*].itemReference.reference'),
        [json_extract_string(raw, '$.ingredient.itemReference.reference')]
    ))) as id from used
), whole as (
    select key, raw from used union
    select parts.key, line.raw from parts
    join line on line.id = parts.id and line.kind in ('Substance', 'Medication')
), told as (
    select owner as key, raw from line where owner <> '' and not coalesce(
        concept in (select concept from quiet)
        and coalesce(id, '') not in (select id from loud), false)
), found as (
    select key, raw from told union all select key, raw from whole
), theirs as (
    select key, raw from found union all
    select linked.key, found.raw from (select distinct key, other from link) linked
    join found on found.key = linked.other
)
select person.key, theirs.raw from theirs join person on person.key = theirs.key
order by person.key
"""
