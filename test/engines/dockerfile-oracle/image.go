package main

import (
	"context"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/distribution/reference"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
)

type image struct {
	// The image that it starts from, in its short form; scratch for none.
	From       string   `json:"from"`
	Env        []string `json:"env"`
	Volumes    []string `json:"volumes"`
	User       string   `json:"user"`
	Workdir    string   `json:"workdir"`
	Entrypoint []string `json:"entrypoint"`
	Cmd        []string `json:"cmd"`
	// Where COPY and ADD write, in order; below a target that ends in a slash each source by its name, too.
	Writes []string `json:"writes"`
}

// The label by which an image tells its name.
const fromLabel = "dockerfile-oracle.from"

// The folder in which every image starts. No Dockerfile knows it.
const baseWorkdir = "/of/the/base"

// emptyImages has every image, with nothing in it.
type emptyImages struct{}

func (emptyImages) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return "", "", nil, err
	}
	config, err := json.Marshal(map[string]any{
		"architecture": "amd64",
		"os":           "linux",
		"rootfs":       map[string]any{"type": "layers", "diff_ids": []digest.Digest{digest.FromString("")}},
		"config": map[string]any{
			"Labels":     map[string]string{fromLabel: reference.FamiliarString(named)},
			"WorkingDir": baseWorkdir,
		},
	})
	return ref, "", config, err
}

func build(ctx context.Context, asked request, target string) image {
	built, err := convert(ctx, asked, target, false)
	if err != nil {
		panic(err)
	}
	config := built.Image.Config
	from, isNamed := config.Labels[fromLabel]
	if !isNamed {
		from = "scratch"
	}
	return image{
		From: from, Env: config.Env, User: config.User, Workdir: config.WorkingDir,
		Volumes: slices.Sorted(maps.Keys(config.Volumes)), Entrypoint: config.Entrypoint, Cmd: config.Cmd,
		Writes: writes(ctx, built.State),
	}
}

// writes follows the file system of a state from its last step back to its first.
func writes(ctx context.Context, state llb.State) []string {
	definition, err := state.Marshal(ctx, llb.LinuxAmd64)
	if err != nil {
		panic(err)
	}
	steps := map[string]*pb.Op{}
	var last pb.Op
	for _, bytes := range definition.Def {
		last = pb.Op{}
		if err := last.Unmarshal(bytes); err != nil {
			panic(err)
		}
		steps[string(digest.FromBytes(bytes))] = last.CloneVT()
	}
	var found []string
	step := steps[input(&last, 0)]
	for step != nil {
		file := step.GetFile()
		for _, action := range slices.Backward(file.GetActions()) {
			if target := action.GetCopy(); target != nil {
				found = append(found, written(target)...)
			}
		}
		step = steps[input(step, below(step))]
	}
	slices.Reverse(found)
	return found
}

func input(step *pb.Op, index int64) string {
	if index < 0 || index >= int64(len(step.Inputs)) {
		return ""
	}
	return step.Inputs[index].Digest
}

// below is the number of the input that a step changes; -1 where it begins with nothing.
func below(step *pb.Op) int64 {
	if file := step.GetFile(); file != nil {
		return file.Actions[0].Input
	}
	for _, mount := range step.GetExec().GetMounts() {
		if mount.Dest == "/" {
			return mount.Input
		}
	}
	return -1
}

func written(target *pb.FileActionCopy) []string {
	dest := path.Clean(target.Dest)
	name := path.Base(target.Src)
	if !strings.HasSuffix(target.Dest, "/") || name == "/" || name == "." {
		return []string{dest}
	}
	return []string{path.Join(dest, name), dest}
}
